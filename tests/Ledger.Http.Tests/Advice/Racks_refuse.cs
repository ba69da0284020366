namespace Ledger.Http.Tests.Advice;

/// <summary>What a rack is not ready for, and what makes it so.</summary>
public sealed class Racks_refuse
{
    [Fact]
    [Advised("integrator-not-appointed")]
    [Advised("no-integrator")]
    public async Task A_rack_where_nobody_appointed_the_integrator()
    {
        var scene = await Scene.AppointingAsync();
        await scene.MustAsync(Racks.Model("M-1", 1));
        await scene.RefusedAsync(Racks.Plan("R1", "M-1"), "integrator-not-appointed", "A customer appoints you with AppointIntegrator, for the site");
        await scene.RefusedAsync(Racks.Appoint("CAR"), "no-integrator", "Appoint one that is");
        await scene.MustAsync(Racks.Appoint("INT"), Racks.Plan("R1", "M-1"));
        await scene.RackIsAsync("planned 0");
    }

    [Fact]
    [Advised("unknown-model")]
    public async Task A_rack_of_a_model_that_nobody_defined()
    {
        var scene = await Scene.OpenAsync();
        await scene.RefusedAsync(Racks.Plan("R1", "M-1"), "unknown-model", "Define rack model M-1 first");
        await scene.MustAsync(Racks.Model("M-1", 1), Racks.Plan("R1", "M-1"));
        await scene.RackIsAsync("planned 0");
    }

    [Fact]
    [Advised("part-not-in-model")]
    public async Task Units_that_no_part_of_the_model_could_be()
    {
        var scene = await Scene.DeliveredAsync(1);
        await scene.MustAsync(Say.Accept("Q-1", "G1"), Racks.Model("M-C", 1, "cpu"), Racks.Plan("R1", "M-C"));
        await scene.RefusedAsync(Racks.Install("R1", "G1"), "part-not-in-model", "Install them in a rack of another model");
        await scene.MustAsync(Racks.Model("M-G", 1), Racks.Plan("R2", "M-G"), Racks.Install("R2", "G1"));
        await scene.RackIsAsync("assembled 1", "R2");
    }

    [Fact]
    [Advised("rack-full")]
    public async Task Units_for_which_there_is_no_room()
    {
        var scene = await Scene.DeliveredAsync(3);
        await scene.MustAsync(Say.Accept("Q-1", "G1", "G2", "G3"), Racks.Model("M-1", 1), Racks.Plan("R1", "M-1"));
        var problem = await scene.RefusedAsync(
            Racks.Install("R1", "G1", "G2"), "rack-full", "Leave them out, or put them in place of others with ReplaceUnit");
        Assert.Equal(["G2"], problem.GetProperty("serials").Texts("first"));
        await scene.MustAsync(Racks.Install("R1", "G1"), Racks.Replace("R1", "G1", "G2"));
        await scene.StockIsAsync("rack:R1 installed 1", "site:PDX1 accepted 1", "site:PDX1 quarantined 1");
    }

    [Fact]
    [Advised("rack-incomplete")]
    public async Task Power_before_the_rack_is_complete()
    {
        var scene = await Racks.PlannedAsync();
        await scene.MustAsync(Racks.Install("R1", "G1"));
        await scene.RefusedAsync(Racks.PowerOn("R1"), "rack-incomplete", "Missing: 1 of 2 gpu. Install them with InstallUnits first");
        await scene.MustAsync(Racks.Install("R1", "G2"), Racks.PowerOn("R1"));
        await scene.RackIsAsync("poweredOn 2");
    }

    [Fact]
    [Advised("rack-not-powered")]
    public async Task A_test_before_the_power()
    {
        var scene = await Racks.PlannedAsync();
        await scene.MustAsync(Racks.Install("R1", "G1", "G2"));
        await scene.RefusedAsync(Racks.Test("R1", "T-1"), "rack-not-powered", "Power it on with PowerOnRack first");
        await scene.MustAsync(Racks.PowerOn("R1"), Racks.Test("R1", "T-1"));
        await scene.RackIsAsync("validating 2");
    }

    [Fact]
    [Advised("rack-not-tested")]
    public async Task A_commissioning_before_the_test()
    {
        var scene = await Racks.PlannedAsync();
        await scene.MustAsync(Racks.Install("R1", "G1", "G2"), Racks.PowerOn("R1"));
        await scene.RefusedAsync(Racks.Commission("R1"), "rack-not-tested", "needs a passed test after its last change. Record it with RecordRackTest");
        await scene.MustAsync(Racks.Test("R1", "T-1"), Racks.Commission("R1"));
        await scene.RackIsAsync("commissioned 2");
        await scene.ProgressIsAsync("10 2 2 2 2 2 2");
    }

    [Fact]
    [Advised("rack-not-commissioned")]
    public async Task The_customers_acceptance_before_the_commissioning()
    {
        var scene = await Racks.PlannedAsync();
        await scene.MustAsync(Racks.Install("R1", "G1", "G2"), Racks.PowerOn("R1"), Racks.Test("R1", "T-1"));
        var early = await scene.RefusedAsync(Racks.Accept("R1"), "rack-not-commissioned", "is validating, not commissioned");
        Assert.Equal("yes", early.Text("retryable"));
        await scene.MustAsync(Racks.Commission("R1"), Racks.Accept("R1"));
        await scene.RackIsAsync("accepted 2");
    }

    [Fact]
    [Advised("rack-in-wrong-state")]
    public async Task Work_on_a_rack_that_is_decommissioned()
    {
        var scene = await Racks.InServiceAsync();
        await scene.MustAsync(Racks.Decommission("R1"));
        await scene.RefusedAsync(Racks.Install("R1", "G1", "G2"), "rack-in-wrong-state", "Plan another one with PlanRack");
        await scene.MustAsync(Racks.Plan("R2", "M-2"), Racks.Install("R2", "G1", "G2"));
        await scene.RackIsAsync("assembled 2", "R2");
        await scene.StockIsAsync("rack:R2 installed 2");
    }
}
