using Ledger.Cli.Simulate.Engine;

namespace Ledger.Cli.Simulate.Phases;

/// <summary>Receipts that say something else than "all of it, just now".</summary>
internal static class Receipts
{
    /// <summary>The load comes on two lorries, days apart.</summary>
    public static IEnumerable<Step> InTwoParts(World world, Consignment consignment)
    {
        var (first, second) = consignment.Units.SplitAt(consignment.Units.Count * 2 / 3);
        yield return world.Post(consignment.Register());
        yield return world.Days(1, 3);
        yield return world.Post(consignment.Ship());
        yield return world.Days(4, 8);
        yield return world.Post(consignment.Receive(first.Serials, final: false));
        yield return world.Days(1, 2);
        yield return world.Post(consignment.Accept(first));
        yield return world.Days(2, 4);
        yield return world.Post(consignment.Receive(second.Serials, final: true));
        yield return world.Days(1, 3);
        yield return world.Post(consignment.Accept(second));
    }

    /// <summary>Two batches leave together and one unit lies on the wrong pallet: it is received with the first batch, which did not advise it.</summary>
    public static IEnumerable<Step> UnitOfAnotherBatch(World world, Consignment consignment)
    {
        var (first, second) = consignment.Halves();
        var (rest, stray) = second.Units.CutLast(1);
        yield return world.Post(first.Register());
        yield return world.Post(second.Register());
        yield return world.Days(1, 2);
        yield return world.Post(first.Ship());
        yield return world.Post(second.Ship());
        yield return world.Days(4, 8);
        yield return world.Post(first.Receive([.. first.Units.Serials, .. stray.Serials]));
        yield return world.Days(1, 2);
        yield return world.Post(second.Receive());
        yield return world.Days(1, 3);
        yield return world.Post(first.Accept(first.Units));
        yield return world.Post(second.Accept(rest));
        yield return world.Days(1, 3);
        yield return world.Post(second.Accept(stray));
    }

    /// <summary>The box holds a unit that nobody has ever registered; it is reported and stays out of the stock.</summary>
    public static IEnumerable<Step> UnknownSerial(World world, Consignment consignment)
    {
        yield return world.Post(consignment.Register());
        yield return world.Days(1, 3);
        yield return world.Post(consignment.Ship());
        yield return world.Days(4, 12);
        yield return world.Post(consignment.Receive([.. consignment.Units.Serials, $"X{world.Numbers.Next("STRAY")}"]));
        yield return world.Days(1, 3);
        yield return world.Post(consignment.Accept(consignment.Units));
    }

    /// <summary>The site reports the receipt months later, with the day on which it happened.</summary>
    public static IEnumerable<Step> ReportedLate(World world, Consignment consignment)
    {
        yield return world.Post(consignment.Register());
        yield return world.Days(1, 3);
        yield return world.Post(consignment.Ship());
        yield return world.Days(4, 12);
        var arrived = world.Timeline.Now;
        yield return world.Days(60, 110);
        yield return world.Post(consignment.Receive() with { OccurredAt = arrived });
        yield return world.Days(1, 3);
        yield return world.Post(consignment.Accept(consignment.Units));
    }

    /// <summary>A mistake: the receipt is sent again under a new number. Nothing is in transit any more, so the ledger refuses it.</summary>
    public static IEnumerable<Step> ReceivedTwice(World world, Consignment consignment)
    {
        foreach (var step in Deliveries.Plain(world, consignment)) yield return step;
        yield return world.Days(1, 2);
        yield return world.Post(consignment.Receive(consignment.Units.Serials));
    }
}
