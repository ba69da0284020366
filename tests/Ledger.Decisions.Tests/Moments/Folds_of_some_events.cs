using CsCheck;
using Ledger.Agreements.Agreements;
using Ledger.Agreements.Books;
using Ledger.Decisions.Tests.Agreements;
using Ledger.Decisions.Tests.Custody;
using Ledger.Decisions.Tests.Ordering;
using Ledger.Deployment.Racks;
using Ledger.Logistics.Batches;
using Ledger.Ordering.Orders;
using Book = Ledger.Decisions.Tests.Custody.Book;

namespace Ledger.Decisions.Tests.Moments;

/// <summary>
/// Goal: a view can be asked about any moment. As of an effective time any events may be left out but the one that began the stream, for facts are told late.
/// Method: random histories, of which random events are left out, are folded and written down.
/// </summary>
public class Folds_of_some_events
{
    private static readonly Gen<bool[]> Kept = Gen.Bool.Array[400];

    [Fact]
    public void Of_batches_and_racks_never_fail() => Gen.Select(Step.Any.Array[20, 160], Kept).Sample(
        (steps, kept) =>
        {
            var book = new Book();
            Array.ForEach(steps, step => step.Run(book));
            foreach (var (key, events) in book.Streams)
            {
                if (key.StartsWith("batch/", StringComparison.Ordinal))
                {
                    Assert.True(Fold<BatchView>(events, kept).OutstandingUnits >= 0);
                }
                else if (key.StartsWith("rack/", StringComparison.Ordinal))
                {
                    Assert.Equal(RackState.Planned, Fold<RackView>(events, kept).Timeline[0].State);
                }
            }
        },
        iter: 300);

    [Fact]
    public void Of_orders_never_fail()
    {
        object[] history =
        [
            Purchase.Placed, new OrderConfirmed(Purchase.Noon),
            new OrderAcknowledged("K-1", [new(1, AcknowledgedStatus.Accepted), new(2, AcknowledgedStatus.Rejected)], 1, Purchase.Noon),
            Purchase.Raising, new OrderChanged("C-1", 2, [new(1, 15)], Purchase.Noon),
            new ChangeRefused("C-2", "commitment-exceeded", "Too much.", Purchase.Noon),
            new LineShipped(1, "B-1", 1, 5, Purchase.Noon), new LineShipmentVoided(1, "B-1", 1, 5, Purchase.Noon),
            new LineShipped(1, "B-1", 2, 5, Purchase.Noon),
            new LineReceived(1, "B-1", "R-1", 4, Purchase.Noon), new LineDiscrepancyNoted(1, "B-1", "R-1", 1, 1, 0, Purchase.Noon),
            new OrderLineCancelled(1, "late", 5, 3, Purchase.Noon), new CancelledUnitsReleased(1, 1, 4, Purchase.Noon),
            new OrderRefused("commitment-exceeded", "Too much.", Purchase.Noon),
            new OrderClosed(Purchase.Noon),
        ];
        Kept.Sample(kept => Assert.Equal(2, Fold<Order>(history, kept).Lines.Count));
    }

    [Fact]
    public void Of_agreements_and_books_never_fail()
    {
        object[] history =
        [
            Deal.Signed, Deal.Substituted,
            new AgreementAmended(
                "A-1", "more", [new(3, 5, new(2026, 4, 1), new(2027, 1, 1), Product: Deal.Switch)], [Deal.FirstTwenty with { Milestone = "M2" }], Deal.Signing),
            Deal.Drawn("PO-1", 3, Deal.Switch, 5, "5"), new CommitmentReleased("PO-1", 1, [new(1, 3, Deal.Switch, 2, "2")], Deal.Signing),
            new MilestoneReached("M2", "20", 7, true, Deal.Signing), new MilestoneMissed("M2", new(2026, 6, 30), "3", 7, Deal.Signing),
            new MilestoneConfirmed("M2", "CLOUD", null, Deal.Signing),
            new MilestoneDisputed("M2", "CLOUD", "x", Deal.Signing), new MilestoneWaived("M2", "CLOUD", "x", Deal.Signing), Deal.Closed,
        ];
        Kept.Sample(kept => Assert.Equal("SA-1", Fold<Agreement>(history, kept).Code));
        object[] opening = [new BookOpened("b", "B", BookPurpose.Live, [], Deal.Signing), new PartyAdded(new("P", "Party", ["auditor"]), Deal.Signing)];
        Kept.Sample(kept => Assert.Equal("b", Fold<Ledger.Agreements.Books.Book>(opening, kept).Code));
    }

    private static T Fold<T>(IReadOnlyList<object> events, bool[] kept)
        where T : class, new()
    {
        var view = Story.Fold<T>(events.Where((_, i) => i == 0 || kept[i % kept.Length]))!;
        Assert.NotEmpty(Story.Written(view));
        return view;
    }
}
