using Ledger.Contracts;
using Ledger.Contracts.Messages;
using Ledger.Contracts.Ports;
using Ledger.Kernel;
using Ledger.Logistics;
using Ledger.Logistics.Attributions;
using Ledger.Logistics.Batches;
using Ledger.Logistics.Receipts;
using static Ledger.Decisions.Tests.Logistics.Consignment;

namespace Ledger.Decisions.Tests.Logistics;

/// <summary>Three GPUs were advised. CPUs were in the box too, one of them with the serial of a GPU.</summary>
public class Other_products_arrive
{
    private const string Cpu = "acme:C100";
    private static readonly Dictionary<string, ProductInfo> Catalog = new() { [Cpu] = new(Cpu, "CPU", "cpu", null) };

    /// <summary>G1 left the factory unshipped, and nobody knows C9.</summary>
    private static readonly BatchReceived Receipt = new(
        "B1", "R2", "PDX1", true, 3, [new("notAdvised", ["G1", "C9"], Cpu)], [Move(Transit, Dock, Units), Off(Factory, Aside, "G1")], Later);

    [Fact]
    public void They_are_reported_and_those_that_are_known_are_set_aside()
    {
        var batch = GivenShipped().When(Receive([new(Cpu, "G1", Factory, null)], new OtherUnits(Cpu, ["G1", "C9"]))).Then(Receipt)
            .AndTold(new BatchReceivedNotice("B1", "R2", "PO-1", 1, 3, Later), new DiscrepancyReported("B1", "R2", "PO-1", 1, 0, 0, 2, Later)).State;
        Assert.Equal([("G1", (string?)Factory), ("C9", null)], batch.Strays.Where(stray => stray.Product == Cpu).Select(stray => (stray.Serial, stray.From)));
        Assert.Equal(Units, batch.Arrived.Order());
    }

    /// <summary>It counts for its own order from the moment when it is seen.</summary>
    [Fact]
    public void One_that_was_shipped_with_another_batch_is_received_for_its_own_order()
    {
        var story = GivenShipped().When(Receive([new(Cpu, "C1", "transit:B9/inTransit", "SA-1/2")], new OtherUnits(Cpu, ["C1"]))).Then(Receipt with
        {
            Discrepancies = [new("notAdvised", ["C1"], Cpu)],
            Movements = [Move(Transit, Dock, Units), new(Cpu, "SA-1/2", "transit:B9/inTransit", Aside, ["C1"])],
        }).AndTold(
            new BatchReceivedNotice("B1", "R2", "PO-1", 1, 3, Later), new BatchReceivedNotice("B9", "R2", "PO-9", 4, 1, Later, CameWith: "B1"),
            new DiscrepancyReported("B1", "R2", "PO-1", 1, 0, 0, 1, Later));
        Assert.Empty(story.State.Strays);
    }

    [Fact]
    public void Nothing_else_need_have_arrived() => GivenShipped(Received("R1", true, Move(Transit, Dock, Units)))
        .When(b => ReceiveBatchEndpoint.Decide(
            new("B1", "R2", [], Others: [new(Cpu, ["C9"])]), Receiving(b, At(Dock, Units)) with { Products = Catalog }, ToldAt(Later)))
        .Then(Receipt with { AdvisedUnitsSeen = 0, Discrepancies = [new("notAdvised", ["C9"], Cpu)], Movements = [] });

    [Fact]
    public void Only_of_products_that_the_book_knows_and_from_where_they_can_have_come()
    {
        GivenShipped().When(Receive([], new OtherUnits("acme:X", ["C9"]))).ThenRefused(Problems.UnknownProduct);
        GivenShipped().When(Receive([], new OtherUnits(Gpu, ["C9"]))).ThenRefused(LogisticsProblems.NotAnotherProduct);
        GivenShipped().When(Receive([new(Cpu, "C1", Shelf, "SA-1/2")], new OtherUnits(Cpu, ["C1"]))).ThenRefused(LogisticsProblems.UnitElsewhere, "C1");
    }

    [Fact]
    public void They_are_attributed_to_a_line_of_their_product()
    {
        var attributed = GivenShipped(Receipt).When(b => AttributeUnitsEndpoint.Decide(
                new("AT1", "B1", Cpu, ["G1", "C9"], "PO-1", 1),
                new(b, [new(Cpu, "G1", Aside, null)], [], [Parties], OrderLine(product: Cpu), Parties, Anybody, 0, []),
                ToldAt(Later)))
            .Then(
                new UnitsIdentified(
                    "B1", "AT1", ["R2"], [Off("origin", "site:PDX1/inventory", "C9"), Off(Aside, "site:PDX1/inventory", "G1")], Later),
                new UnitsAttributed("B1", "AT1", "PO-1", 1, 10, ["R2"], [new(Cpu, Line, "site:PDX1/inventory", Dock, ["G1", "C9"])], Later)).State;
        Assert.Empty(attributed.Strays);
        GivenShipped(Receipt).When(b => AttributeUnitsEndpoint.Decide(
            new("AT1", "B1", Gpu, ["G1"], "PO-1", 1), new(b, At(Dock, "G1"), [], [Parties], OrderLine(), Parties, Anybody, 0, []), ToldAt(Later)))
            .ThenRefused(LogisticsProblems.NotReported, "G1");
    }

    /// <summary>What was misread among the CPUs says nothing of the GPU with the same serial.</summary>
    [Fact]
    public void Or_they_were_misread_and_are_where_they_were()
    {
        var corrected = GivenShipped(Receipt).When(Correct(Cpu, "G1", "C9")).Then(new ReceiptCorrected(
            "B1", "C1", "misread", [Off(Aside, "site:FAB1/returned", "G1")], Later, null, ["C9"], ["R2"], Cpu)).AndTold().State;
        Assert.Equal((0, 3), (corrected.Strays.Count, corrected.Arrived.Count));
        GivenShipped(Receipt).When(Correct(Cpu, "G2")).ThenRefused(Problems.UnitNotThere, "G2");
    }

    private static Movement Off(string from, string to, params string[] serials) => new(Cpu, null, from, to, serials);

    private static Func<Batch?, Decision> Receive(IReadOnlyList<UnitAt> others, params OtherUnits[] seen) => b => ReceiveBatchEndpoint.Decide(
        new("B1", "R2", Others: seen), Receiving(b, At(Transit, Units)) with { Others = others, Batches = [Another], Products = Catalog }, ToldAt(Later));

    private static Func<Batch?, Decision> Correct(string product, params string[] serials) => b => CorrectReceiptEndpoint.Decide(
        new("B1", "C1", serials, "misread", product),
        new(b, [new(Cpu, "G1", Aside, null)], [Parties.Customer], [], serials, [new(Batch.Key("B1"), ["G1"])], []), ToldAt(Later));
}
