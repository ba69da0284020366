using Ledger.Logistics.Inspections;
using Ledger.Logistics.Returns;

namespace Ledger.Http.Tests.Advice;

/// <summary>Units that were accepted, rejected, returned or scrapped by mistake.</summary>
public sealed class Mistakes_in_inspections
{
    [Fact]
    [Advised(typeof(UnitsAccepted))]
    public async Task An_acceptance()
    {
        var scene = await Scene.DeliveredAsync(2);
        await scene.MustAsync(Say.Accept("Q-1", "G1", "G2"));
        await scene.ProgressIsAsync("10 2 2 2 2 0 0");
        await scene.StandsAsync<UnitsAccepted>("Take it back with CorrectInspection");
        var wrong = await scene.EventAsync(typeof(UnitsAccepted));
        await scene.MustAsync(Say.CorrectInspection("Q-1", "QC-1", "G1", "G2"));
        await scene.DeclaredAsync(wrong, typeof(InspectionCorrected));
        await scene.ProgressIsAsync("10 2 2 2 0 0 0");
        await scene.StockIsAsync("site:PDX1 received 2");

        // Of another acceptance something rests on: the unit was in a rack.
        await scene.MustAsync(Say.Accept("Q-2", "G1", "G2"));
        await scene.MustAsync(Racks.Model("M-2", 2), Racks.Plan("R1", "M-2"), Racks.Install("R1", "G1", "G2"), Racks.Remove("R1", "G1", "accepted"));
        var late = await scene.SendAsync(Say.CorrectInspection("Q-2", "QC-2", "G1"));
        Assert.Equal("unit-not-there", late.GetProperty("problem").Text("code"));
        await scene.StandsAsync<UnitsAccepted>("Once something else has happened to the units it stays; RejectUnits takes them out of the stock");
        await scene.MustAsync(Say.Reject("Q-3", "G1"));
        await scene.StockIsAsync("rack:R1 installed 1", "site:PDX1 quarantined 1");
    }

    [Fact]
    [Advised(typeof(UnitsRejected))]
    public async Task A_rejection()
    {
        var scene = await Scene.DeliveredAsync(2);
        await scene.MustAsync(Say.Accept("Q-1", "G2"), Say.Reject("Q-2", "G1", "G2"));
        await scene.StandsAsync<UnitsRejected>("Take it back with CorrectInspection");
        var wrong = await scene.EventAsync(typeof(UnitsRejected));
        await scene.MustAsync(Say.CorrectInspection("Q-2", "QC-1", "G1", "G2"));
        await scene.DeclaredAsync(wrong, typeof(InspectionCorrected));
        await scene.StockIsAsync("site:PDX1 accepted 1", "site:PDX1 received 1");

        await scene.MustAsync(Say.Reject("Q-3", "G1"));
        await scene.StandsAsync<UnitsRejected>("AcceptUnits puts them into the stock");
        await scene.MustAsync(Say.Accept("Q-4", "G1"));
        await scene.ProgressIsAsync("10 2 2 2 2 0 0");
    }

    [Fact]
    [Advised(typeof(InspectionCorrected))]
    public async Task A_correction_of_an_inspection()
    {
        var scene = await Scene.DeliveredAsync(2);
        const string Advice = "Inspect the units again, with AcceptUnits or RejectUnits as before";
        await scene.MustAsync(Say.Accept("Q-1", "G1"), Say.CorrectInspection("Q-1", "QC-1", "G1"));
        await scene.StandsAsync<InspectionCorrected>(Advice);
        var wrong = await scene.EventAsync(typeof(InspectionCorrected));
        await scene.MustAsync(Say.Accept("Q-2", "G1"));
        await scene.DeclaredAsync(wrong, typeof(UnitsAccepted));

        await scene.MustAsync(Say.Reject("Q-3", "G2"), Say.CorrectInspection("Q-3", "QC-3", "G2"));
        await scene.StandsAsync<InspectionCorrected>(Advice);
        wrong = await scene.EventAsync(typeof(InspectionCorrected));
        await scene.MustAsync(Say.Reject("Q-4", "G2"));
        await scene.DeclaredAsync(wrong, typeof(UnitsRejected));
        await scene.StockIsAsync("site:PDX1 accepted 1", "site:PDX1 quarantined 1");
    }

    [Fact]
    [Advised(typeof(UnitsReturned))]
    public async Task A_return()
    {
        var scene = await Scene.DeliveredAsync(2);
        await scene.MustAsync(Say.Return("RMA-1", "G1", "G2"));
        await scene.StandsAsync<UnitsReturned>(
            "Cancel the return with CancelReturn, while its units are under way or lie where they were sent. Else their supplier");
        await scene.MustAsync(new Command("CancelReturn", new { cancellation = "CX-1", @return = "RMA-1", reason = "a mistake", serials = new[] { "G2" } }));
        await scene.MustAsync(Say.Register("B-2", ["G1"]), Say.Ship("B-2"), Say.Receive("B-2", "R-2"));
        await scene.OrderIsAsync("closed 2 2 2 0 0");
        await scene.StockIsAsync("site:PDX1 received 2");
    }

    [Fact]
    [Advised(typeof(ReturnCredited))]
    public async Task A_credit()
    {
        var scene = await Scene.DeliveredAsync(2);
        await scene.MustAsync(Say.Return("RMA-1", "G1"), Say.Credit("CR-1", 1));
        await scene.ProgressIsAsync("10 1 1 1 0 0 0");
        await scene.StandsAsync<ReturnCredited>("Place another order with PlaceOrder");
        await scene.MustAsync(Say.Place("PO-2", 1), Say.Register("B-2", ["G1"]), Say.Ship("B-2", "PO-2"));
        await scene.ProgressIsAsync("10 2 2 1 0 0 0");
    }

    [Fact]
    [Advised(typeof(UnitsScrapped))]
    public async Task Units_that_were_scrapped()
    {
        var scene = await Scene.OrderedAsync(2);
        await scene.MustAsync(Say.Register("B-1", ["G1", "G2"]), Say.Scrap("SC-1", "G2"));
        await scene.StandsAsync<UnitsScrapped>("Register others with RegisterBatch, and ship those");
        await scene.MustAsync(Say.Register("B-2", ["G3"]), Say.Ship("B-1"), Say.Ship("B-2"));
        await scene.OrderIsAsync("confirmed 2 2 0 0 2");
        await scene.StockIsAsync("site:FAB1 scrapped 1", "transit:B-1 inTransit 1", "transit:B-2 inTransit 1");
    }
}
