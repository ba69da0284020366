using Ledger.Cli.Simulate.Engine;
using Ledger.Cli.Simulate.Terms;

namespace Ledger.Cli.Simulate.Phases;

/// <summary>An order line is delivered in batches that are spread evenly over its window; each batch is a process of its own.</summary>
internal static class Deliveries
{
    public static IEnumerable<Step> Play(
        World world, string order, int orderLine, CallOffLine line, string site, (DateTimeOffset First, DateTimeOffset Last) window)
    {
        var batches = (line.Quantity + world.Deal.BatchSize - 1) / world.Deal.BatchSize;
        var every = (window.Last - window.First) / batches;
        var left = line.Quantity;
        for (var i = 0; i < batches; i++)
        {
            yield return window.First + every * i + world.Random.Days(0, 2);
            var count = left / (batches - i);
            left -= count;
            var consignment = new Consignment(world, order, orderLine, line.Product, site, count);
            world.Timeline.Start(world.Mishaps.Draw(consignment));
        }
    }

    /// <summary>A batch to which nothing happens.</summary>
    public static IEnumerable<Step> Plain(World world, Consignment consignment)
    {
        yield return world.Post(consignment.Register());
        yield return world.Days(1, 3);
        yield return world.Post(consignment.Ship());
        yield return world.Days(4, 12);
        yield return world.Post(consignment.Receive());
        yield return world.Days(1, 3);
        yield return world.Post(consignment.Accept(consignment.Units));
    }
}
