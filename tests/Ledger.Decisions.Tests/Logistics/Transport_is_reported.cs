using Ledger.Kernel;
using Ledger.Logistics;
using Ledger.Logistics.Batches;
using Ledger.Logistics.Transport;
using static Ledger.Decisions.Tests.Logistics.Consignment;

namespace Ledger.Decisions.Tests.Logistics;

/// <summary>How a batch that is under way fares, in the words of its carrier.</summary>
public class Transport_is_reported
{
    private static readonly ReportTransport Delayed = new("B1", "T1", TransportStatus.Delayed, "Anchorage", "storm", Later.AddDays(2));

    [Fact]
    public void By_the_carrier_of_the_despatch_while_the_batch_is_under_way() => Assert.Equal(
        BatchState.Shipped,
        GivenShipped().When(By("CAR")).Then(new TransportReported("B1", 1, "T1", TransportStatus.Delayed, "Anchorage", "storm", Later.AddDays(2), Later))
            .AndTold().State.State);

    [Fact]
    public void Also_when_a_part_has_arrived() =>
        GivenShipped(Received("R1", false, Move(Transit, Dock, "G1"))).When(By("CAR"))
            .Then(new TransportReported("B1", 1, "T1", TransportStatus.Delayed, "Anchorage", "storm", Later.AddDays(2), Later));

    [Fact]
    public void Also_after_the_receipt_since_a_proof_of_delivery_may_come_late() =>
        GivenShipped(Received("R1", true, Move(Transit, Dock, Units))).When(By("CAR"))
            .Then(new TransportReported("B1", 1, "T1", TransportStatus.Delayed, "Anchorage", "storm", Later.AddDays(2), Later));

    [Fact]
    public void About_the_shipment_that_is_under_way_now() => Given<Batch>(Registered, Shipped, Voided, ShippedAs(2)).When(By("CAR"))
        .Then(new TransportReported("B1", 2, "T1", TransportStatus.Delayed, "Anchorage", "storm", Later.AddDays(2), Later));

    [Fact]
    public void A_moment_is_written_one_way_only() => GivenShipped()
        .When(b =>
            ReportTransportEndpoint.Decide(
                Delayed with { EstimatedArrival = new DateTimeOffset(2026, 5, 6, 14, 0, 0, TimeSpan.FromHours(2)) }, b, new(Sender.Of("CAR", "tms"), Later)))
        .Then(new TransportReported(
            "B1", 1, "T1", TransportStatus.Delayed, "Anchorage", "storm", new DateTimeOffset(2026, 5, 6, 12, 0, 0, TimeSpan.Zero), Later));

    [Fact]
    public void Not_by_another_carrier() => GivenShipped().When(By("OTHER")).ThenRefused(Problems.NotYourOwn);

    [Fact]
    public void Not_about_a_batch_that_is_not_known_not_shipped_or_voided()
    {
        Given<Batch>().When(By("CAR")).ThenRefused(LogisticsProblems.UnknownBatch);
        Given<Batch>(Registered).When(By("CAR")).ThenRefused(LogisticsProblems.NotShipped);
        GivenShipped(Voided).When(By("CAR")).ThenRefused(LogisticsProblems.NotShipped);
    }

    [Fact]
    public void A_number_is_used_once() => GivenShipped(Report("T1")).When(By("CAR")).ThenRefused(Problems.AlreadyRecorded);

    [Fact]
    public void As_often_as_there_is_room()
    {
        var reports = Enumerable.Range(2, ReportTransportEndpoint.ReportsMax - 1).Select(i => Report($"T{i}")).ToArray();
        var full = GivenShipped(reports).When(By("CAR"));
        Assert.True(full.Decision!.IsAccepted);
        GivenShipped([.. reports, Report("LAST")]).When(By("CAR")).ThenRefused(LogisticsProblems.TooManyReports);
    }

    [Fact]
    public void A_reader_sees_the_last_of_them()
    {
        var view = Story.Fold<BatchView>([Registered, Shipped, .. Enumerable.Range(1, 25).Select(i => Report($"T{i}"))])!;
        Assert.Equal(Enumerable.Range(6, BatchView.TransportShownMax).Select(i => $"T{i}"), view.Transport.Select(t => t.Report));
    }

    private static object Report(string number) => new TransportReported("B1", 1, number, TransportStatus.Departed, null, null, null, Noon);

    private static Func<Batch?, Decision> By(string party) => batch => ReportTransportEndpoint.Decide(Delayed, batch, new(Sender.Of(party, "tms"), Later));
}
