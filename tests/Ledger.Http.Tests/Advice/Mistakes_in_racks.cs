using Ledger.Deployment.Appointments;
using Ledger.Deployment.RackModels;
using Ledger.Deployment.Racks;
using Ledger.Logistics.Inspections;

namespace Ledger.Http.Tests.Advice;

/// <summary>Facts about racks that were recorded by mistake, and what puts each of them right.</summary>
public sealed class Mistakes_in_racks
{
    [Fact]
    [Advised(typeof(RackModelDefined))]
    public async Task A_model()
    {
        var scene = await Racks.PlannedAsync(1);
        await scene.StandsAsync<RackModelDefined>("Define another model with DefineRackModel");
        await scene.MustAsync(Racks.Model("M-A", 1), Racks.Plan("R2", "M-A"), Racks.Install("R2", "G1"));
        await scene.RackIsAsync("assembled 1", "R2");
    }

    [Fact]
    [Advised(typeof(IntegratorAppointed))]
    [Advised(typeof(IntegratorDismissed))]
    public async Task An_appointment()
    {
        var scene = await Scene.AppointingAsync();
        await scene.MustAsync(Racks.Model("M-1", 1), Racks.Appoint("INT"));
        await scene.StandsAsync<IntegratorAppointed>("End the appointment with DismissIntegrator");
        await scene.MustAsync(new Command("DismissIntegrator", new { integrator = "INT", site = TestBook.DataCentre, reason = "x" }));
        await scene.StandsAsync<IntegratorDismissed>("Appoint the integrator again with AppointIntegrator");
        await scene.MustAsync(Racks.Appoint("INT"), Racks.Plan("R1", "M-1"));
    }

    [Fact]
    [Advised(typeof(RackPlanned))]
    public async Task A_plan()
    {
        var scene = await Racks.PlannedAsync();
        await scene.StandsAsync<RackPlanned>("Withdraw the rack with DecommissionRack");
        await scene.MustAsync(Racks.Decommission("R1"));
        await scene.DeclaredAsync(await scene.EventAsync(typeof(RackPlanned)));

        await scene.MustAsync(Racks.Plan("R2", "M-2"), Racks.Install("R2", "G1", "G2"));
        await scene.StandsAsync<RackPlanned>("If units were installed in it, its plan stays; plan another one with PlanRack");
        await scene.MustAsync(Racks.Decommission("R2"), Racks.Plan("R3", "M-2"), Racks.Install("R3", "G1", "G2"));
        await scene.StockIsAsync("rack:R3 installed 2");
    }

    [Fact]
    [Advised(typeof(UnitsInstalled))]
    [Advised(typeof(UnitRemoved))]
    public async Task An_installation_and_a_removal()
    {
        var scene = await Racks.PlannedAsync();
        await scene.MustAsync(Racks.Install("R1", "G1"));
        await scene.StandsAsync<UnitsInstalled>("Remove each unit with RemoveUnit, in the condition accepted");
        var wrong = await scene.EventAsync(typeof(UnitsInstalled));
        await scene.MustAsync(Racks.Remove("R1", "G1", "accepted"));
        await scene.DeclaredAsync(wrong, typeof(UnitRemoved));

        await scene.MustAsync(Racks.Install("R1", "G1", "G2"), Racks.PowerOn("R1"), Racks.Test("R1", "T-1"), Racks.Commission("R1"));
        await scene.MustAsync(Racks.Remove("R1", "G1", "quarantined"));
        await scene.StandsAsync<UnitRemoved>("If it was in service, put the rack back into service with CommissionRack too");
        wrong = await scene.EventAsync(typeof(UnitRemoved));
        await scene.MustAsync(Say.Accept("Q-2", "G1"), Racks.Install("R1", "G1"), Racks.Test("R1", "T-2"), Racks.Commission("R1"));
        await scene.DeclaredAsync(wrong, typeof(UnitsAccepted), typeof(UnitsInstalled), typeof(RackCommissioned));
        await scene.ProgressIsAsync("10 2 2 2 2 2 2");
    }

    [Fact]
    [Advised(typeof(UnitReplaced))]
    public async Task A_replacement()
    {
        var scene = await Scene.DeliveredAsync(3);
        await scene.MustAsync(Say.Accept("Q-1", "G1", "G2", "G3"), Racks.Model("M-2", 2), Racks.Plan("R1", "M-2"), Racks.Install("R1", "G1", "G2"));
        await scene.MustAsync(Racks.PowerOn("R1"), Racks.Test("R1", "T-1"), Racks.Commission("R1"), Racks.Replace("R1", "G1", "G3"));
        await scene.StandsAsync<UnitReplaced>("Remove the new unit with RemoveUnit, then put the old one back with AcceptUnits and InstallUnits");
        var wrong = await scene.EventAsync(typeof(UnitReplaced));
        await scene.MustAsync(
            Racks.Remove("R1", "G3", "accepted"), Say.Accept("Q-2", "G1"), Racks.Install("R1", "G1"), Racks.Test("R1", "T-2"), Racks.Commission("R1"));
        await scene.DeclaredAsync(wrong, typeof(UnitRemoved), typeof(UnitsAccepted), typeof(UnitsInstalled), typeof(RackCommissioned));
        await scene.StockIsAsync("rack:R1 active 2", "site:PDX1 accepted 1");
    }

    [Fact]
    [Advised(typeof(RackPoweredOn))]
    public async Task A_power_on()
    {
        var scene = await Racks.PlannedAsync();
        await scene.MustAsync(Racks.Install("R1", "G1", "G2"), Racks.PowerOn("R1"));
        await scene.StandsAsync<RackPoweredOn>("Decommission the rack with DecommissionRack and plan another");
        await scene.MustAsync(Racks.Decommission("R1"), Racks.Plan("R2", "M-2"), Racks.Install("R2", "G1", "G2"));
        await scene.RackIsAsync("assembled 2", "R2");
    }

    [Fact]
    [Advised(typeof(RackTestRecorded))]
    public async Task A_test()
    {
        var scene = await Racks.PlannedAsync();
        await scene.MustAsync(Racks.Install("R1", "G1", "G2"), Racks.PowerOn("R1"), Racks.Test("R1", "T-1"));
        await scene.StandsAsync<RackTestRecorded>("Record the right result with RecordRackTest, or change the rack's units");
        var wrong = await scene.EventAsync(typeof(RackTestRecorded));
        await scene.MustAsync(Racks.Test("R1", "T-2", "failed"));
        await scene.DeclaredAsync(wrong);
        await scene.RackIsAsync("failed 2");

        await scene.StandsAsync<RackTestRecorded>("or change the rack's units");
        wrong = await scene.EventAsync(typeof(RackTestRecorded));
        await scene.MustAsync(Racks.Remove("R1", "G1", "accepted"), Racks.Install("R1", "G1"));
        await scene.DeclaredAsync(wrong);

        await scene.MustAsync(Racks.Test("R1", "T-3"), Racks.Commission("R1"));
        await scene.StandsAsync<RackTestRecorded>("The rack was commissioned on the basis of this test, which therefore stays. Record the right result");
        await scene.MustAsync(Racks.Test("R1", "T-4", "failed"));
        await scene.RackIsAsync("failed 2");
    }

    [Fact]
    [Advised(typeof(RackCommissioned))]
    public async Task A_commissioning()
    {
        var scene = await Racks.InServiceAsync();
        await scene.ProgressIsAsync("10 2 2 2 2 2 2");
        await scene.StandsAsync<RackCommissioned>("Remove them with RemoveUnit, or decommission the rack with DecommissionRack");
        await scene.MustAsync(Racks.Remove("R1", "G1", "accepted"));
        await scene.ProgressIsAsync("10 2 2 2 2 1 1");
        await scene.MustAsync(Racks.Decommission("R1"));
        await scene.ProgressIsAsync("10 2 2 2 2 0 0");
    }

    [Fact]
    [Advised(typeof(RackAccepted))]
    public async Task An_acceptance()
    {
        var scene = await Racks.InServiceAsync();
        await scene.MustAsync(Racks.Accept("R1"));
        await scene.StandsAsync<RackAccepted>("Record a failed test with RecordRackTest, or decommission the rack with DecommissionRack");
        var wrong = await scene.EventAsync(typeof(RackAccepted));
        await scene.MustAsync(Racks.Test("R1", "T-2", "failed"));
        await scene.DeclaredAsync(wrong);
        await scene.MustAsync(Racks.Test("R1", "T-3"), Racks.Commission("R1"), Racks.Accept("R1"));
        await scene.StandsAsync<RackAccepted>("or decommission the rack with DecommissionRack");
        wrong = await scene.EventAsync(typeof(RackAccepted));
        await scene.MustAsync(Racks.Decommission("R1"));
        await scene.DeclaredAsync(wrong);
        await scene.StockIsAsync("site:PDX1 accepted 2");
    }

    [Fact]
    [Advised(typeof(RackDecommissioned))]
    [Advised(typeof(UnitsRestored))]
    public async Task Units_that_were_retired()
    {
        var scene = await Racks.InServiceAsync();
        await scene.MustAsync(Racks.Decommission("R1", "retired"));
        await scene.StockIsAsync("site:PDX1 retired 2");
        await scene.StandsAsync<RackDecommissioned>("Units that were retired by mistake are accepted again with RestoreUnits");
        await scene.MustAsync(Racks.Restore("R1", "G1", "G2"), Racks.Plan("R2", "M-2"));
        await scene.StockIsAsync("site:PDX1 accepted 2");

        await scene.StandsAsync<UnitsRestored>("install them in a rack with InstallUnits, and decommission that with DecommissionRack");
        var wrong = await scene.EventAsync(typeof(UnitsRestored));
        await scene.MustAsync(Racks.Install("R2", "G1", "G2"), Racks.Decommission("R2", "retired"));
        await scene.DeclaredAsync(wrong, typeof(UnitsInstalled), typeof(RackDecommissioned));
        await scene.ProgressIsAsync("10 2 2 2 2 0 0");
    }
}
