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

    /// <summary>A unit that is set aside because it is damaged, or came with another batch, was misread as well as any other.</summary>
    [Fact]
    public void What_a_receipt_set_aside_is_on_its_way_again()
    {
        GivenShipped(Received("R1", false, Move(Transit, Aside, "G1"))).When(CorrectWhatAReceiptLeft(At(Aside, "G1"), "G1"))
            .Then(Corrected(Move(Aside, Transit, "G1"))).AndTold(new ReceiptCorrectedNotice("B1", "C1", "PO-1", 1, 1, 0, Later));
        Assert.Equal(3, GivenShipped().When(CorrectWhatAReceiptLeft(At(Aside, "G1"), "G1"))
            .Then(Corrected(Move(Aside, Transit, "G1")) with { CameOtherwise = 1 }).State.Outstanding.Count);
    }

    /// <summary>G1 was shipped with this batch, taken back and registered again; then it came in the box of another batch, and counts toward no line.</summary>
    [Fact]
    public void A_stray_of_another_batch_is_corrected_there() => GivenShipped(Received("R1", true)).When(CorrectWhatAReceiptLeft(
        [new(Gpu, "G1", Aside, null)], "G1")).ThenRefused(Problems.UnitNotThere, "G1");

    /// <summary>X1 waits at the factory with its batch, the batch of X2 left without it, X3 was written off, and nobody knows X4.</summary>
    [Fact]
    public void What_was_not_advised_is_where_it_was()
    {
        var receipt = new BatchReceived(
            "B1", "R1", "PDX1", true, 3, [new("notAdvised", ["X1", "X2", "X4"]), new("writtenOff", ["X3"])],
            [Move(Transit, Dock, Units), Stray(Factory, Aside, "X1", "X2"), Stray("transit:B1/writtenOff", Aside, "X3")], Noon);
        IReadOnlyList<UnitAt> located = [.. At(Aside, "X1", "X2", "X3").Select(unit => unit with { Line = null })];
        var corrected = GivenShipped(receipt).When(CorrectWhatAReceiptLeft(located, "X1", "X2", "X3", "X4"))
            .Then(Corrected(
                Stray(Aside, Factory, "X1"), Stray(Aside, "site:FAB1/returned", "X2"), Stray(Aside, "transit:B1/writtenOff", "X3")) with
            {
                Unknown = ["X4"],
                Receipts = ["R1"],
            }).AndTold();
        Assert.Empty(corrected.State.Strays);
        GivenShipped(receipt).When(Correct(located, "X1")).ThenRefused(Problems.UnitNotThere, "X1");

        // X1 went back, was shipped with another batch and arrived damaged: that is no matter of this receipt.
        GivenShipped(receipt).When(CorrectWhatAReceiptLeft(At(Aside, "X1"), "X1")).ThenRefused(Problems.UnitNotThere, "X1");
        GivenShipped(receipt).When(CorrectWhatAReceiptLeft([new(Gpu, "X4", Factory, null)], "X4")).ThenRefused(Problems.UnitNotThere, "X4");
    }

    [Fact]
    public void There_must_be_a_shipment_and_the_number_is_used_once()
    {
        Given<Batch>().When(Correct([], "G1")).ThenRefused(LogisticsProblems.UnknownBatch);
        Given<Batch>(Registered).When(Correct([], "G1")).ThenRefused(LogisticsProblems.NotShipped);
        GivenShipped(Whole, Corrected(Move(Dock, Lost, "G1"))).When(Correct(At(Dock, "G2"), "G2")).ThenRefused(Problems.AlreadyRecorded);
    }

    private static readonly Batch Waits = Story.Fold<Batch>([
        new BatchRegistered("B8", Gpu, "FAB1", [new(Gpu, null, Ledger.Contracts.Account.Origin, Factory, ["X1"])], Noon)])!;

    private static Ledger.Contracts.Movement Stray(string from, string to, params string[] serials) => new(Gpu, null, from, to, serials);

    private static ReceiptCorrected Corrected(params Ledger.Contracts.Movement[] movements) => new("B1", "C1", "misread", movements, Later);

    private static Func<Batch?, Decision> Correct(IReadOnlyList<UnitAt> located, params string[] serials) =>
        CorrectWhatCameWith("B1", located, serials);

    private static Func<Batch?, Decision> CorrectWhatCameWith(string last, IReadOnlyList<UnitAt> located, params string[] serials) =>
        batch => CorrectReceiptEndpoint.Decide(
            new("B1", "C1", serials, "misread"), new(batch, located, [Parties.Customer], [new(Batch.Key(last), serials)], [], [], []), ToldAt(Later));

    /// <summary>Of units that a receipt left where they are.</summary>
    private static Func<Batch?, Decision> CorrectWhatAReceiptLeft(IReadOnlyList<UnitAt> located, params string[] serials) => batch =>
        CorrectReceiptEndpoint.Decide(
            new("B1", "C1", serials, "misread"),
            new(batch, located, [Parties.Customer], [new(Batch.Key("B1"), Units)], serials, [new(Batch.Key("B1"), serials)], [Waits]), ToldAt(Later));
}
