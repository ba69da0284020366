using Ledger.Cli.Simulate.Engine;

namespace Ledger.Cli.Simulate.Phases;

/// <summary>Units that do not make it into a rack. A loss only happens where the site has a spare for it.</summary>
internal static class Losses
{
    /// <summary>Two units arrive damaged: one passes inspection after all, one goes back to the maker.</summary>
    public static IEnumerable<Step> Damaged(World world, Consignment consignment)
    {
        if (!world.Stock.TryLose(consignment.Site, consignment.Product)) return Deliveries.Plain(world, consignment);
        return Play();

        IEnumerable<Step> Play()
        {
            var (good, damaged) = consignment.Units.CutLast(2);
            var (scratched, broken) = damaged.SplitAt(1);
            yield return world.Post(consignment.Register());
            yield return world.Days(1, 3);
            yield return world.Post(consignment.Ship());
            yield return world.Days(4, 12);
            yield return world.Post(consignment.Receive(damaged: damaged.Serials));
            yield return world.Days(1, 3);
            yield return world.Post(consignment.Accept(good));
            yield return world.Days(2, 5);
            yield return world.Post(consignment.Accept(scratched));
            yield return world.Days(3, 9);
            yield return world.Post(consignment.Return(broken, "crushed in transit"));
        }
    }

    /// <summary>One unit is not in the box and stays missing.</summary>
    public static IEnumerable<Step> Missing(World world, Consignment consignment)
    {
        if (!world.Stock.TryLose(consignment.Site, consignment.Product)) return Deliveries.Plain(world, consignment);
        return Short(world, consignment, found: false);
    }

    /// <summary>One unit is not in the box and turns up at the carrier weeks later.</summary>
    public static IEnumerable<Step> MissingAndFound(World world, Consignment consignment) => Short(world, consignment, found: true);

    /// <summary>A unit fails its inspection and goes back under a return number.</summary>
    public static IEnumerable<Step> RejectedAndReturned(World world, Consignment consignment)
    {
        if (!world.Stock.TryLose(consignment.Site, consignment.Product)) return Deliveries.Plain(world, consignment);
        return Play();

        IEnumerable<Step> Play()
        {
            var (good, bad) = consignment.Units.CutLast(1);
            yield return world.Post(consignment.Register());
            yield return world.Days(1, 3);
            yield return world.Post(consignment.Ship());
            yield return world.Days(4, 12);
            yield return world.Post(consignment.Receive());
            yield return world.Days(1, 3);
            yield return world.Post(consignment.Accept(good));
            yield return world.Post(consignment.Reject(bad, "memory errors in burn-in"));
            yield return world.Days(5, 12);
            yield return world.Post(consignment.Return(bad, "memory errors in burn-in"));
        }
    }

    private static IEnumerable<Step> Short(World world, Consignment consignment, bool found)
    {
        var (seen, missing) = consignment.Units.CutLast(1);
        yield return world.Post(consignment.Register());
        yield return world.Days(1, 3);
        yield return world.Post(consignment.Ship());
        yield return world.Days(4, 12);
        yield return world.Post(consignment.Receive(seen.Serials, final: true));
        yield return world.Days(1, 3);
        yield return world.Post(consignment.Accept(seen));
        if (!found) yield break;

        yield return world.Days(14, 28);
        yield return world.Post(consignment.Receive(missing.Serials));
        yield return world.Days(1, 3);
        yield return world.Post(consignment.Accept(missing));
    }
}
