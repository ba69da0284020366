using Ledger.Contracts;
using Ledger.Contracts.Messages;
using Ledger.Contracts.Ports;
using Ledger.Kernel;
using Ledger.Logistics;
using Ledger.Logistics.Batches;
using Ledger.Logistics.Losses;
using Ledger.Logistics.Receipts;
using static Ledger.Decisions.Tests.Logistics.Consignment;

namespace Ledger.Decisions.Tests.Logistics;

/// <summary>What becomes of units that left and never arrived: G3 of the batch is missing.</summary>
public class Losses_are_settled
{
    private const string GivenUp = "transit:B1/writtenOff";
    private const string Back = "site:FAB1/returned";
    private static readonly object OneShort = Received("R1", true, Move(Transit, Dock, "G1", "G2"), Move(Transit, Lost, "G3"));
    private static readonly object WrittenOff = new UnitsWrittenOff("B1", "WO1", "PO-1", 1, "NV", "CAR", "CL-7", "lost", [Move(Lost, GivenUp, "G3")], Noon);

    [Fact]
    public void Missing_units_are_given_up_by_a_party_that_names_who_answers_for_them() => Assert.Empty(
        GivenShipped(OneShort).When(WriteOff(At(Lost, "G3")))
            .Then(new UnitsWrittenOff("B1", "WO2", "PO-1", 1, "CLOUD", "CAR", "CL-8", "lost", [Move(Lost, GivenUp, "G3")], Later))
            .AndTold(new UnitsWrittenOffNotice("B1", "WO2", "PO-1", 1, 1, Later)).State.Missing);

    [Fact]
    public void Only_what_is_missing_is_given_up()
    {
        GivenShipped(OneShort).When(WriteOff(At(Dock, "G1"), "G1")).ThenRefused(Problems.UnitNotThere, "G1");
        GivenShipped().When(WriteOff(At(Transit, "G1"), "G1")).ThenRefused(Problems.UnitNotThereYet, "G1");
        GivenShipped(OneShort).When(WriteOff(At(Aside, "G3"))).ThenRefused(LogisticsProblems.NothingMissing);
        Given<Batch>(Registered).When(WriteOff([])).ThenRefused(LogisticsProblems.NothingMissing);
        Given<Batch>().When(WriteOff([])).ThenRefused(LogisticsProblems.UnknownBatch);
    }

    [Fact]
    public void A_party_of_the_book_answers_for_it_under_a_number_of_its_own()
    {
        GivenShipped(OneShort).When(b => WriteOffUnitsEndpoint.Decide(
            new("WO2", "B1", "NOBODY", "lost"), new(b, At(Lost, "G3"), Parties, null), ToldAt(Later))).ThenRefused(Problems.UnknownParty);
        GivenShipped(OneShort, WrittenOff).When(b => WriteOffUnitsEndpoint.Decide(
            new("WO1", "B1", "CAR", "lost"), new(b, At(Lost, "G3"), Parties, Carrier), ToldAt(Later))).ThenRefused(Problems.AlreadyRecorded);
    }

    [Fact]
    public void Missing_units_turn_up_at_their_sender() => Assert.Equal(
        ["G1", "G2"],
        GivenShipped(OneShort).When(TakeBack(At(Lost, "G3"))).Then(Taken("TB2", Later, Move(Lost, Back, "G3")))
            .AndTold(new UnitsTakenBackNotice("B1", "TB2", "PO-1", 1, 1, 1, Later)).State.Serials);

    [Fact]
    public void A_delivery_comes_back_before_anybody_received_it() => Assert.Equal(
        (BatchState.Received, 0),
        GivenShipped().When(TakeBack(At(Transit, Units), Units)).Then(Taken("TB2", Later, Move(Transit, Back, Units)))
            .AndTold(new UnitsTakenBackNotice("B1", "TB2", "PO-1", 1, 3, 0, Later)).State is var batch ? (batch.State, batch.Outstanding.Count) : default);

    [Fact]
    public void What_was_given_up_counted_as_shipped_no_more_and_comes_back_untold() =>
        GivenShipped(OneShort, WrittenOff).When(TakeBack([new(Gpu, "G3", GivenUp, null)], "G3"))
            .Then(Taken("TB2", Later, new Movement(Gpu, null, GivenUp, Back, ["G3"]))).AndTold();

    [Fact]
    public void Only_what_never_arrived_is_taken_back_once_and_to_a_known_site()
    {
        GivenShipped(OneShort).When(TakeBack(At(Dock, "G1"), "G1")).ThenRefused(Problems.UnitNotThere, "G1");
        GivenShipped(OneShort).When(TakeBack([])).ThenRefused(LogisticsProblems.NothingMissing);
        GivenShipped(OneShort, Taken("TB2", Noon, Move(Lost, Back, "G3"))).When(TakeBack(At(Back, "G3"))).ThenRefused(Problems.AlreadyRecorded);
        GivenShipped(OneShort).When(b => TakeBackUnitsEndpoint.Decide(
            new("TB2", "B1", "NOWHERE", "found"), new(b, At(Lost, "G3"), Parties, null), ToldAt(Later))).ThenRefused(Problems.UnknownSite);
    }

    [Fact]
    public void A_missing_unit_is_found_by_a_receipt_of_its_batch() => GivenShipped(OneShort).When(Receive(At(Lost, "G3"), ["G3"]))
        .Then(new BatchReceived("B1", "R2", "PDX1", true, 1, [], [Move(Lost, Dock, "G3")], Later))
        .AndTold(new BatchReceivedNotice("B1", "R2", "PO-1", 1, 1, Later, 1));

    [Fact]
    public void A_missing_unit_is_found_by_a_receipt_of_another_batch_and_its_own_order_hears_of_it()
    {
        GivenShipped().When(b => ReceiveBatchEndpoint.Decide(
                new("B1", "R2", [.. Units, "X1"]),
                Receiving(b, [.. At(Transit, Units), .. At("transit:B9/missing", "X1")]) with { Batches = [Another], Strays = new([Parties.Customer], []) },
                ToldAt(Later)))
            .AndTold(
                new BatchReceivedNotice("B1", "R2", "PO-1", 1, 3, Later), new BatchReceivedNotice("B9", "R2", "PO-9", 4, 1, Later, 1, "B1"),
                new DiscrepancyReported("B1", "R2", "PO-1", 1, 0, 0, 1, Later));
    }

    [Fact]
    public void A_unit_that_was_given_up_and_turns_up_stands_aside_and_counts_to_nothing() => GivenShipped(OneShort, WrittenOff)
        .When(Receive([new(Gpu, "G3", GivenUp, null)], ["G3"]))
        .Then(new BatchReceived(
            "B1", "R2", "PDX1", true, 0, [new(Discrepancy.WrittenOff, ["G3"])], [new(Gpu, null, GivenUp, Aside, ["G3"])], Later));

    [Fact]
    public void A_reader_sees_what_became_of_them()
    {
        var view = Story.Fold<BatchView>([Registered, Shipped, OneShort, WrittenOff, Taken("TB2", Later, new Movement(Gpu, null, GivenUp, Back, ["G3"]))])!;
        Assert.Equal(
            [new("WO1", LossOutcome.WrittenOff, 1, "lost", Noon, "NV", "CAR", "CL-7"), new("TB2", LossOutcome.TakenBack, 1, "came back", Later, To: "FAB1")],
            view.Losses);
    }

    private static object Taken(string number, DateTimeOffset when, params Movement[] movements) =>
        new UnitsTakenBack("B1", number, "PO-1", 1, "FAB1", "came back", movements, when);

    private static Func<Batch?, Decision> WriteOff(IReadOnlyList<UnitAt> located, params string[] serials) => batch => WriteOffUnitsEndpoint.Decide(
        new("WO2", "B1", "CAR", "lost", serials.Length == 0 ? null : serials, "CL-8"), new(batch, located, Parties, Carrier),
        new(batch is { Shipment: not null } ? Sender.Of("CLOUD", "wms") : Sender.Ledger, Later));

    private static Func<Batch?, Decision> TakeBack(IReadOnlyList<UnitAt> located, params string[] serials) => batch => TakeBackUnitsEndpoint.Decide(
        new("TB2", "B1", "FAB1", "came back", serials.Length == 0 ? null : serials), new(batch, located, Parties, Site), ToldAt(Later));
}
