namespace Ledger.Http.Tests.Advice;

/// <summary>Commands about racks of GPUs, and racks that have come so far.</summary>
internal static class Racks
{
    /// <summary>So many units are accepted, and a rack R1 that takes them all is planned.</summary>
    public static async Task<Scene> PlannedAsync(int units = 2)
    {
        var scene = await Scene.DeliveredAsync(units);
        await scene.MustAsync(Say.Accept("Q-1", Say.Units(units)), Model($"M-{units}", units), Plan("R1", $"M-{units}"));
        return scene;
    }

    /// <summary>The rack R1 is in service with G1 and G2.</summary>
    public static async Task<Scene> InServiceAsync()
    {
        var scene = await PlannedAsync();
        await scene.MustAsync(Install("R1", "G1", "G2"), PowerOn("R1"), Test("R1", "T-1"), Commission("R1"));
        return scene;
    }

    public static Command Model(string model, int gpus, string family = "gpu") =>
        new("DefineRackModel", new { model, name = model, illustrative = true, parts = new[] { new { family, count = gpus } } });

    public static Command Appoint(string integrator) => new("AppointIntegrator", new { integrator, site = TestBook.DataCentre });

    public static Command Plan(string rack, string model) => new("PlanRack", new { rack, model, site = TestBook.DataCentre });

    public static Command Install(string rack, params string[] serials) =>
        new("InstallUnits", new { rack, units = new[] { new { product = TestBook.Gpu, serials } } });

    public static Command Remove(string rack, string serial, string condition) =>
        new("RemoveUnit", new { rack, product = TestBook.Gpu, serial, condition, reason = "x" });

    public static Command Replace(string rack, string old, string @new) =>
        new("ReplaceUnit", new { rack, oldProduct = TestBook.Gpu, old, newProduct = TestBook.Gpu, @new, reason = "x" });

    public static Command PowerOn(string rack) => new("PowerOnRack", new { rack });

    public static Command Test(string rack, string test, string outcome = "passed") =>
        new("RecordRackTest", new { rack, test, procedure = "burn-in", outcome });

    public static Command Commission(string rack) => new("CommissionRack", new { rack });

    public static Command Accept(string rack) => new("AcceptRack", new { rack });

    public static Command Decommission(string rack, string condition = "accepted") => new("DecommissionRack", new { rack, condition, reason = "x" });

    public static Command Restore(string rack, params string[] serials) =>
        new("RestoreUnits", new { rack, units = new[] { new { product = TestBook.Gpu, serials } }, reason = "still good" });

    public static Task RackIsAsync(this Scene scene, string state, string rack = "R1") =>
        scene.BecomesAsync($"racks/{rack}", r => $"{r.Text("state")} {r.List("units").Length}", state);
}
