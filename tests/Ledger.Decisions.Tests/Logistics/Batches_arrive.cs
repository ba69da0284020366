using Ledger.Contracts;
using Ledger.Contracts.Messages;
using Ledger.Contracts.Ports;
using Ledger.Kernel;
using Ledger.Logistics;
using Ledger.Logistics.Batches;
using Ledger.Logistics.Receipts;
using static Ledger.Decisions.Tests.Logistics.Consignment;

namespace Ledger.Decisions.Tests.Logistics;

/// <summary>What is seen at the dock, held against what was advised and where the units are known to be.</summary>
public class Batches_arrive
{
    [Fact]
    public void All_of_it_as_advised()
    {
        var arrived = GivenShipped().When(Receive(At(Transit, Units)))
            .Then(new BatchReceived("B1", "R2", "PDX1", true, 3, [], [Move(Transit, Dock, Units)], Later))
            .AndTold(new BatchReceivedNotice("B1", "R2", "PO-1", 1, 3, Later)).State;
        Assert.Equal(BatchState.Received, arrived.State);
        Assert.Empty(arrived.Outstanding);
        Assert.Empty(arrived.Missing);
    }

    [Fact]
    public void A_part_of_it_while_the_rest_is_still_coming()
    {
        var arrived = GivenShipped().When(Receive(At(Transit, Units), ["G2"], final: false))
            .Then(new BatchReceived("B1", "R2", "PDX1", false, 1, [], [Move(Transit, Dock, "G2")], Later))
            .AndTold(new BatchReceivedNotice("B1", "R2", "PO-1", 1, 1, Later)).State;
        Assert.Equal(BatchState.PartlyReceived, arrived.State);
        Assert.Equal(["G1", "G3"], arrived.Outstanding.Order());
    }

    [Fact]
    public void The_last_part_completes_it_even_when_it_is_not_said_to_be_final() => Assert.Equal(
        BatchState.Received,
        GivenShipped(Received("R1", false, Move(Transit, Dock, "G1", "G2"))).When(Receive(At(Transit, "G3"), ["G3"], final: false)).State.State);

    [Fact]
    public void The_rest_of_it_when_no_serials_are_named() => GivenShipped(Received("R1", false, Move(Transit, Dock, "G1")))
        .When(Receive([.. At(Transit, "G2", "G3")]))
        .Then(new BatchReceived("B1", "R2", "PDX1", true, 2, [], [Move(Transit, Dock, "G2", "G3")], Later));

    [Fact]
    public void A_damaged_unit_is_set_aside_and_reported()
    {
        GivenShipped().When(Receive(At(Transit, Units), damaged: ["G3"]))
            .Then(new BatchReceived(
                "B1", "R2", "PDX1", true, 3, [new("damaged", ["G3"])], [Move(Transit, Dock, "G1", "G2"), Move(Transit, Aside, "G3")], Later))
            .AndTold(new BatchReceivedNotice("B1", "R2", "PO-1", 1, 3, Later), new DiscrepancyReported("B1", "R2", "PO-1", 1, 0, 1, 0, Later));
    }

    [Fact]
    public void What_a_final_receipt_did_not_see_is_missing()
    {
        var arrived = GivenShipped().When(Receive(At(Transit, Units), ["G1"]))
            .Then(new BatchReceived(
                "B1", "R2", "PDX1", true, 1, [new("missing", ["G2", "G3"])], [Move(Transit, Dock, "G1"), Move(Transit, Lost, "G2", "G3")], Later))
            .AndTold(new BatchReceivedNotice("B1", "R2", "PO-1", 1, 1, Later), new DiscrepancyReported("B1", "R2", "PO-1", 1, 2, 0, 0, Later)).State;
        Assert.Equal(["G2", "G3"], arrived.Missing.Order());
        Assert.Empty(arrived.Outstanding);
    }

    [Fact]
    public void A_final_receipt_of_nothing_leaves_all_of_it_missing() => Assert.Equal(
        Units, GivenShipped().When(Receive(At(Transit, Units), [])).State.Missing.Order());

    [Fact]
    public void A_missing_unit_is_found_later()
    {
        var found = GivenShipped(Received("R1", true, Move(Transit, Dock, "G1", "G2"), Move(Transit, Lost, "G3")))
            .When(Receive(At(Lost, "G3"), ["G3"]))
            .Then(new BatchReceived("B1", "R2", "PDX1", true, 1, [], [Move(Lost, Dock, "G3")], Later)).State;
        Assert.Empty(found.Missing);
        Assert.Equal(BatchState.Received, found.State);
    }

    [Fact]
    public void A_unit_that_was_not_advised_is_set_aside_when_it_can_have_come_from_where_it_is()
    {
        // What is on its way on another order is received for that one.
        foreach (var (elsewhere, told) in new (string, object[])[]
        {
            ("site:FAB1/inventory", []), ("transit:B9/inTransit", [new BatchReceivedNotice("B9", "R2", "PO-9", 4, 1, Later, CameWith: "B1")]),
        })
        {
            GivenShipped().When(b => ReceiveBatchEndpoint.Decide(
                    new("B1", "R2", [.. Units, "X1"]),
                    Receiving(b, [.. At(Transit, Units), new UnitAt(Gpu, "X1", elsewhere, "SA-1/2")]) with { Batches = [Another] }, ToldAt(Later)))
                .Then(new BatchReceived(
                    "B1", "R2", "PDX1", true, 3, [new("notAdvised", ["X1"])],
                    [Move(Transit, Dock, Units), new Movement(Gpu, "SA-1/2", elsewhere, Aside, ["X1"])], Later))
                .AndTold([
                    new BatchReceivedNotice("B1", "R2", "PO-1", 1, 3, Later), .. told, new DiscrepancyReported("B1", "R2", "PO-1", 1, 0, 0, 1, Later)]);
        }
    }

    [Fact]
    public void What_came_with_another_batch_is_told_again_by_the_final_receipt_of_its_own() => GivenShipped().When(Receive(
            [.. At(Transit, "G1", "G2"), .. At(Aside, "G3")]))
        .AndTold(new BatchReceivedNotice("B1", "R2", "PO-1", 1, 3, Later, CameOtherwise: 1));

    [Fact]
    public void A_unit_that_nobody_knows_is_only_reported() => GivenShipped().When(Receive(At(Transit, Units), [.. Units, "X1"]))
        .Then(new BatchReceived("B1", "R2", "PDX1", true, 3, [new("notAdvised", ["X1"])], [Move(Transit, Dock, Units)], Later));

    [Theory]
    [InlineData("CLOUD", null, true)]
    [InlineData("ANOTHER", null, false)]
    [InlineData(null, "NV", true)]
    [InlineData(null, "ANOTHER", false)]
    public void A_unit_that_was_not_advised_is_of_the_same_supplier_and_for_the_same_customer(string? customer, string? maker, bool isTaken)
    {
        var strays = new StrayUnits(customer is null ? [] : [customer], maker is null ? [] : [maker]);
        var story = GivenShipped().When(b => ReceiveBatchEndpoint.Decide(
            new("B1", "R2", [.. Units, "X1"]), Receiving(b, [.. At(Transit, Units), .. At(Factory, "X1")]) with { Strays = strays }, ToldAt(Later)));
        if (isTaken)
        {
            Assert.True(story.Decision!.IsAccepted);
        }
        else
        {
            story.ThenRefused(LogisticsProblems.UnitElsewhere, "X1");
        }
    }

    [Fact]
    public void What_nobody_is_known_to_own_is_not_taken_out_of_its_account() => GivenShipped().When(b => ReceiveBatchEndpoint.Decide(
            new("B1", "R2", [.. Units, "X1"]), Receiving(b, [.. At(Transit, Units), .. At(Factory, "X1")]) with { Strays = new([], [null]) }, ToldAt(Later)))
        .ThenRefused(LogisticsProblems.UnitElsewhere, "X1");

    [Theory]
    [InlineData("site:PDX1/received")]
    [InlineData("site:PDX1/quarantined")]
    [InlineData("site:PDX1/accepted")]
    [InlineData("site:FAB1/returned")]
    [InlineData("site:PDX1/retired")]
    [InlineData("rack:R1/installed")]
    [InlineData("rack:R1/active")]
    public void A_unit_that_was_not_advised_cannot_come_from_a_place_of_rest(string account) =>
        GivenShipped().When(Receive([.. At(Transit, Units), .. At(account, "X1")], [.. Units, "X1"])).ThenRefused(LogisticsProblems.UnitElsewhere, "X1");

    [Fact]
    public void A_unit_that_came_with_another_batch_is_neither_missing_nor_received_twice()
    {
        // G3 was seen with B9 before, and stands in quarantine since.
        var located = (IReadOnlyList<UnitAt>)[.. At(Transit, "G1", "G2"), .. At(Aside, "G3")];
        var arrived = GivenShipped().When(Receive(located))
            .Then(new BatchReceived("B1", "R2", "PDX1", true, 3, [], [Move(Transit, Dock, "G1", "G2")], Later)).State;
        Assert.Equal((BatchState.Received, 0, 0), (arrived.State, arrived.Outstanding.Count, arrived.Missing.Count));
        GivenShipped().When(Receive(located, ["G1", "G3"])).ThenRefused(LogisticsProblems.AlreadyReceived, "G3");
    }

    [Fact]
    public void A_batch_whose_last_units_came_with_another_is_closed_by_an_empty_final_receipt() => Assert.Equal(
        BatchState.Received,
        GivenShipped(Received("R1", false, Move(Transit, Dock, "G1", "G2"))).When(Receive(At(Aside, "G3")))
            .Then(new BatchReceived("B1", "R2", "PDX1", true, 1, [], [], Later)).State.State);

    [Fact]
    public void An_unknown_batch_does_not_arrive() => Given<Batch>().When(Receive([])).ThenRefused(LogisticsProblems.UnknownBatch);

    [Fact]
    public void A_batch_that_is_not_under_way_does_not_arrive()
    {
        Given<Batch>(Registered).When(Receive(At(Factory, Units))).ThenRefused(LogisticsProblems.NotShipped);
        Given<Batch>(Registered, Shipped, Voided).When(Receive(At(Factory, Units))).ThenRefused(LogisticsProblems.NotShipped);
    }

    [Fact]
    public void A_receipt_number_is_used_once() =>
        GivenShipped(Received("R1", false, Move(Transit, Dock, "G1"))).When(Receive(At(Transit, "G2", "G3"), receipt: "R1"))
            .ThenRefused(Problems.AlreadyRecorded);

    [Fact]
    public void A_unit_is_received_once() => GivenShipped(Received("R1", false, Move(Transit, Dock, "G1")))
        .When(Receive([.. At(Dock, "G1"), .. At(Transit, "G2", "G3")], ["G1", "G2"])).ThenRefused(LogisticsProblems.AlreadyReceived, "G1");

    [Fact]
    public void There_is_nothing_to_receive_once_all_is_accounted_for() =>
        GivenShipped(Received("R1", true, Move(Transit, Dock, Units))).When(Receive([])).ThenRefused(LogisticsProblems.NothingToReceive);

    [Fact]
    public void A_part_of_nothing_is_no_receipt() =>
        GivenShipped().When(Receive(At(Transit, Units), [], final: false)).ThenRefused(LogisticsProblems.NothingToReceive);

    [Fact]
    public void A_damaged_unit_was_seen() =>
        GivenShipped().When(Receive(At(Transit, Units), ["G1"], ["G1", "G2"])).ThenRefused(LogisticsProblems.DamagedNotSeen, "G2");
}
