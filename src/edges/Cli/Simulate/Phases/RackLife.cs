using Ledger.Cli.Simulate.Engine;
using Ledger.Client.Contracts;
using Ledger.Cli.Simulate.Terms;

namespace Ledger.Cli.Simulate.Phases;

/// <summary>A rack from its plan to its acceptance: compute parts, then switches, power, burn-in, commissioning, acceptance.</summary>
internal static class RackLife
{
    private const int PercentFailing = 6;

    public static IEnumerable<Step> Play(World world, Rack rack)
    {
        yield return world.Post(rack.Plan());
        yield return world.Days(1, 2);
        foreach (var tray in Trays(rack))
        {
            yield return world.Post(new InstallUnits(rack.Name, tray));
            yield return world.Days(0, 1);
        }

        // The first rack of the first data centre shows the mistakes that are made while a rack is built, the third one a bent pin.
        var firstSite = rack.Site == Sites.DataCentres[0];
        if (firstSite && rack.Number == 3)
        {
            foreach (var step in RackTroubles.BentPin(world, rack)) yield return step;
        }

        yield return world.Post(new PowerOnRack(rack.Name));
        yield return world.Days(1, 2);
        if (firstSite && rack.Number == 1) yield return world.Post(new CommissionRack(rack.Name, "too early: no test yet"));
        if (firstSite && rack.Number == 2 || world.Random.Chance(PercentFailing))
        {
            yield return world.Post(rack.Test(false, "link errors on one tray"));
            yield return world.Days(1, 2);
            foreach (var step in RackTroubles.AfterFailedTest(world, rack)) yield return step;
        }

        // A site that was behind with its paperwork: the test is recorded weeks after the day on which it passed.
        var passed = rack.Test(true);
        if (firstSite && rack.Number == 4)
        {
            var tested = world.Timeline.Now;
            yield return world.Days(70, 90);
            passed = passed with { OccurredAt = tested };
        }

        yield return world.Post(passed);
        yield return world.Days(1, 2);
        yield return world.Post(rack.Commission());
        yield return world.Days(1, 3);
        if (rack.Site == Sites.Integration)
        {
            // The first article has proved the design; its parts stay at the integrator as accepted spares.
            yield return world.Post(new DecommissionRack(rack.Name, "accepted", "first article, taken apart after validation"));
            yield break;
        }

        if (firstSite && rack.Number == 5 || world.Random.Chance(1))
        {
            foreach (var step in RackTroubles.FailureInOperation(world, rack)) yield return step;
        }

        yield return world.Post(new AcceptRack(rack.Name));
    }

    /// <summary>NVLink racks get their switches in a second step; the others are filled at once.</summary>
    private static IEnumerable<IReadOnlyList<UnitsOfProduct>> Trays(Rack rack) =>
        rack.Parts.Count > 3 ? [[.. rack.Parts.SkipLast(1)], [.. rack.Parts.TakeLast(1)]] : [rack.Parts];
}
