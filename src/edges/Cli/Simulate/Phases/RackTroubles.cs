using Ledger.Cli.Simulate.Engine;
using Ledger.Client.Contracts;

namespace Ledger.Cli.Simulate.Phases;

/// <summary>Units that are taken out of a rack. Each needs a spare at the site, and waits until one has been delivered.</summary>
internal static class RackTroubles
{
    /// <summary>Found during assembly: the unit comes out, is straightened, inspected, and another one takes its place meanwhile.</summary>
    public static IEnumerable<Step> BentPin(World world, Rack rack)
    {
        foreach (var step in SpareArrived(world, rack)) yield return step;
        var (bent, spare) = rack.Swap(0);
        yield return world.Post(new RemoveUnit(rack.Name, rack.Main.Id, bent, "quarantined", "bent pin"));
        yield return world.Days(0, 1);
        yield return world.Post(new InstallUnits(rack.Name, [new(rack.Main.Id, [spare])]));
        yield return world.Days(0, 1);
        world.Timeline.Start(Straightened());

        IEnumerable<Step> Straightened()
        {
            yield return world.Days(8, 15);
            yield return world.Post(new AcceptUnits(world.Numbers.Next("QC"), rack.Site, rack.Main.Id, [bent], "straightened and tested"));
            world.Stock.Put(rack.Site, SerialRun.Of(rack.Main, bent));
        }
    }

    /// <summary>A unit is exchanged where there is a spare at hand; otherwise a cable was loose.</summary>
    public static IEnumerable<Step> AfterFailedTest(World world, Rack rack) =>
        world.Stock.Has(rack.Site, rack.Main, 1) && world.Stock.TryLose(rack.Site, rack.Main) ? Exchange(world, rack, "failed the burn-in") : [];

    /// <summary>A unit dies in a rack that works: replaced, tested again, commissioned again; the dead one goes back to its maker.</summary>
    public static IEnumerable<Step> FailureInOperation(World world, Rack rack)
    {
        if (!world.Stock.TryLose(rack.Site, rack.Main)) yield break;
        yield return world.Days(10, 30);
        foreach (var step in SpareArrived(world, rack)) yield return step;
        foreach (var step in Exchange(world, rack, "uncorrectable memory errors")) yield return step;
        yield return world.Post(rack.Test(true));
        yield return world.Days(0, 1);
        yield return world.Post(new CommissionRack(rack.Name, "after replacement"));
        yield return world.Days(1, 2);
    }

    private static IEnumerable<Step> Exchange(World world, Rack rack, string reason)
    {
        var (dead, spare) = rack.Swap(rack.AnySlot());
        yield return world.Post(new ReplaceUnit(rack.Name, rack.Main.Id, dead, rack.Main.Id, spare, reason));
        world.Timeline.Start(Returned());
        yield return world.Days(1, 2);

        IEnumerable<Step> Returned()
        {
            yield return world.Days(6, 20);
            yield return world.Post(new ReturnUnits(world.Numbers.Next("RMA"), rack.Site, rack.Main.Id, [dead], rack.Main.Origin, reason));
        }
    }

    private static IEnumerable<Step> SpareArrived(World world, Rack rack)
    {
        while (!world.Stock.Has(rack.Site, rack.Main, 1)) yield return world.Days(1, 2);
    }
}
