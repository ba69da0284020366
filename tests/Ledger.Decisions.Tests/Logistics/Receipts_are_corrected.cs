using Ledger.Contracts.Messages;
using Ledger.Contracts.Ports;
using Ledger.Kernel;
using Ledger.Logistics;
using Ledger.Logistics.Batches;
using Ledger.Logistics.Receipts;
using static Ledger.Decisions.Tests.Logistics.Consignment;

namespace Ledger.Decisions.Tests.Logistics;

/// <summary>A receipt named G1, but that is not what was in the box.</summary>
public class Receipts_are_corrected
{
    private static readonly object Whole = Received("R1", true, Move(Transit, Dock, Units));
    private static readonly object Part = Received("R1", false, Move(Transit, Dock, "G1"));

    [Fact]
    public void What_a_final_receipt_had_not_seen_is_missing() => Assert.Equal(
        (BatchState.Received, "G1"),
        GivenShipped(Whole).When(Correct(At(Dock, "G1"), "G1")).Then(Corrected(Move(Dock, Lost, "G1")))
            .AndTold(new ReceiptCorrectedNotice("B1", "C1", "PO-1", 1, 1, 1, Later)).State is var batch ? (batch.State, batch.Missing.Single()) : default);

    [Fact]
    public void What_a_partial_receipt_had_not_seen_is_on_its_way_again() => Assert.Equal(
        (BatchState.PartlyReceived, 3),
        GivenShipped(Part).When(Correct(At(Dock, "G1"), "G1")).Then(Corrected(Move(Dock, Transit, "G1")))
            .AndTold(new ReceiptCorrectedNotice("B1", "C1", "PO-1", 1, 1, 0, Later)).State is var batch ? (batch.State, batch.Outstanding.Count) : default);

    [Fact]
    public void A_shipment_of_which_nothing_was_seen_after_all_can_be_voided() => Assert.False(
        GivenShipped(Whole).When(Correct(At(Dock, Units), Units)).Then(Corrected(Move(Dock, Lost, Units)))
            .AndTold(new ReceiptCorrectedNotice("B1", "C1", "PO-1", 1, 3, 3, Later)).State.HasArrivals);

    [Fact]
    public void Nothing_else_may_have_happened_to_the_units()
    {
        GivenShipped(Whole).When(Correct(At(Shelf, "G1"), "G1")).ThenRefused(Problems.UnitNotThere, "G1");
        GivenShipped(Whole).When(Correct(At(Aside, "G1"), "G1")).ThenRefused(Problems.UnitNotThere, "G1");
        GivenShipped().When(Correct(At(Transit, "G1"), "G1")).ThenRefused(Problems.UnitNotThere, "G1");
        GivenShipped(Whole).When(CorrectWhatCameWith("B9", At(Dock, "G9"), "G9")).ThenRefused(Problems.UnitNotThere, "G9");
    }

    /// <summary>A unit that was returned and came again with another batch is corrected there.</summary>
    [Fact]
    public void A_unit_that_was_shipped_again_is_corrected_where_it_came_last() =>
        GivenShipped(Whole).When(CorrectWhatCameWith("B7", At(Dock, "G1"), "G1")).ThenRefused(Problems.UnitNotThere, "G1");

    [Fact]
    public void There_must_be_a_shipment_and_the_number_is_used_once()
    {
        Given<Batch>().When(Correct([], "G1")).ThenRefused(LogisticsProblems.UnknownBatch);
        Given<Batch>(Registered).When(Correct([], "G1")).ThenRefused(LogisticsProblems.NotShipped);
        GivenShipped(Whole, Corrected(Move(Dock, Lost, "G1"))).When(Correct(At(Dock, "G2"), "G2")).ThenRefused(Problems.AlreadyRecorded);
    }

    private static ReceiptCorrected Corrected(params Ledger.Contracts.Movement[] movements) => new("B1", "C1", "misread", movements, Later);

    private static Func<Batch?, Decision> Correct(IReadOnlyList<UnitAt> located, params string[] serials) =>
        CorrectWhatCameWith("B1", located, serials);

    private static Func<Batch?, Decision> CorrectWhatCameWith(string last, IReadOnlyList<UnitAt> located, params string[] serials) =>
        batch => CorrectReceiptEndpoint.Decide(
            new("B1", "C1", serials, "misread"), new(batch, located, Parties, [new(Batch.Key(last), serials)]), ToldAt(Later));
}
