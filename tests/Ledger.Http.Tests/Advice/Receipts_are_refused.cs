namespace Ledger.Http.Tests.Advice;

/// <summary>What cannot be received, lost, inspected or sent back as it was told, and how it can.</summary>
public sealed class Receipts_are_refused
{
    [Fact]
    [Advised("not-shipped")]
    public async Task A_receipt_before_the_shipment()
    {
        var scene = await Scene.OrderedAsync(1);
        await scene.MustAsync(Say.Register("B-1", ["G1"]));
        var early = await scene.RefusedAsync(Say.Receive("B-1", "R-1"), "not-shipped", "has not been shipped yet");
        Assert.Equal("yes", early.Text("retryable"));
        await scene.MustAsync(Say.Ship("B-1"), Say.Receive("B-1", "R-1"));
        await scene.OrderIsAsync("closed 1 1 1 0 0");
    }

    [Fact]
    [Advised("already-received")]
    public async Task Units_that_an_earlier_receipt_saw()
    {
        var scene = await Scene.ShippedAsync(3);
        await scene.MustAsync(Say.Receive("B-1", "R-1", ["G1"], final: false));
        var problem = await scene.RefusedAsync(Say.Receive("B-1", "R-2", Say.Units(3)), "already-received", "Leave them out of this receipt");
        await scene.MustAsync(Say.Receive("B-1", "R-2", [.. Say.Units(3).Except(problem.GetProperty("serials").Texts("first"))]));
        await scene.OrderIsAsync("closed 3 3 3 0 0");
    }

    [Fact]
    [Advised("unit-elsewhere")]
    public async Task Units_that_cannot_have_come()
    {
        var scene = await Scene.DeliveredAsync(1);
        await scene.MustAsync(Say.Accept("Q-1", "G1"), Say.Place("PO-2", 1), Say.Register("B-2", ["G2"]), Say.Ship("B-2", "PO-2"));
        var problem = await scene.RefusedAsync(Say.Receive("B-2", "R-2", ["G1", "G2"]), "unit-elsewhere", "Leave them out of this receipt");
        Assert.Equal(["G1"], problem.GetProperty("serials").Texts("first"));
        await scene.MustAsync(Say.Receive("B-2", "R-2", ["G2"]));
        await scene.OrderIsAsync("closed 1 1 1 0 0", "PO-2");
        await scene.StockIsAsync("site:PDX1 accepted 1", "site:PDX1 received 1");
    }

    [Fact]
    [Advised("damaged-not-seen")]
    public async Task Damaged_units_that_are_not_among_those_seen()
    {
        var scene = await Scene.ShippedAsync(2);
        await scene.RefusedAsync(Say.Receive("B-1", "R-1", ["G1"], ["G2"]), "damaged-not-seen", "Name them in both lists");
        await scene.MustAsync(Say.Receive("B-1", "R-1", ["G1", "G2"], ["G2"]));
        await scene.OrderIsAsync("closed 2 2 2 0 0");
        await scene.StockIsAsync("site:PDX1 quarantined 1", "site:PDX1 received 1");
    }

    [Fact]
    [Advised("nothing-missing")]
    public async Task A_loss_that_no_receipt_found()
    {
        var scene = await Scene.ShippedAsync(2);
        var lost = new Command("WriteOffUnits", new { writeOff = "WO-1", batch = "B-1", liable = "CAR", reason = "lost" });
        await scene.RefusedAsync(lost, "nothing-missing", "A final ReceiveBatch finds missing what it does not see");
        await scene.MustAsync(Say.Receive("B-1", "R-1", ["G1"]), lost);
        await scene.OrderIsAsync("confirmed 2 1 1 0 1");
        await scene.StockIsAsync("site:PDX1 received 1", "transit:B-1 writtenOff 1");
    }

    [Fact]
    [Advised("unit-not-there")]
    public async Task The_correction_of_a_receipt_when_a_unit_was_inspected_and_another_built_in()
    {
        var scene = await Scene.DeliveredAsync(3);
        await scene.MustAsync(Say.Accept("Q-1", "G1", "G2"), Racks.Model("M-1", 1), Racks.Plan("R1", "M-1"), Racks.Install("R1", "G2"));
        await scene.RefusedAsync(
            Say.CorrectReceipt("RC-1", "G1", "G2"), "unit-not-there", "Take an inspection of them back with CorrectInspection first");
        await scene.MustAsync(Say.CorrectInspection("Q-1", "QC-1", "G1"), Say.CorrectReceipt("RC-1", "G1"));
        await scene.MustAsync(Racks.Remove("R1", "G2", "accepted"), Say.Return("RMA-1", "G2"));
        await scene.OrderIsAsync("confirmed 3 2 1 1 2");
        await scene.StockIsAsync("site:FAB1 returned 1", "site:PDX1 received 1", "transit:B-1 missing 1");
    }

    [Fact]
    [Advised("unit-not-there-yet")]
    public async Task An_inspection_before_the_receipt()
    {
        var scene = await Scene.ShippedAsync(1);
        var early = await scene.RefusedAsync(Say.Accept("Q-1", "G1"), "unit-not-there-yet", "still on their way to where the command needs them");
        Assert.Equal("yes", early.Text("retryable"));
        await scene.MustAsync(Say.Receive("B-1", "R-1"), Say.Accept("Q-1", "G1"));
        await scene.ProgressIsAsync("10 1 1 1 1 0 0");
    }

    [Fact]
    [Advised("not-the-suppliers-site")]
    public async Task A_return_to_where_the_units_are()
    {
        var scene = await Scene.DeliveredAsync(1);
        await scene.RefusedAsync(Say.ReturnTo(TestBook.DataCentre, "RMA-1", "G1"), "not-the-suppliers-site", "Return them to one of its own");
        await scene.MustAsync(Say.ReturnTo(TestBook.Factory, "RMA-1", "G1"));
        await scene.OrderIsAsync("confirmed 1 0 0 0 1");
        await scene.StockIsAsync("site:FAB1 returned 1");
    }

    [Fact]
    [Advised("nothing-to-credit")]
    public async Task A_credit_of_more_than_was_returned()
    {
        var scene = await Scene.DeliveredAsync(2);
        await scene.MustAsync(Say.Return("RMA-1", "G1"));
        await scene.OrderIsAsync("confirmed 2 1 1 0 1");
        await scene.RefusedAsync(Say.Credit("CR-1", 2), "nothing-to-credit", "1 units of return RMA-1 are neither replaced nor credited yet. Credit no more");
        await scene.MustAsync(Say.Credit("CR-1", 1));
        await scene.OrderIsAsync("closed 1 1 1 0 0");
        await scene.ProgressIsAsync("10 1 1 1 0 0 0");
    }
}
