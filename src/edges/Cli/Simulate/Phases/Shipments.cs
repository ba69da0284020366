using Ledger.Cli.Simulate.Engine;
using Ledger.Client.Contracts;

namespace Ledger.Cli.Simulate.Phases;

/// <summary>What goes wrong before a batch arrives.</summary>
internal static class Shipments
{
    /// <summary>The advice is withdrawn and the batch leaves a few days later under another one.</summary>
    public static IEnumerable<Step> Voided(World world, Consignment consignment)
    {
        yield return world.Post(consignment.Register());
        yield return world.Days(1, 2);
        yield return world.Post(consignment.Ship());
        yield return world.Days(1, 2);
        world.Milestones.Count("shipped", consignment.Product, -consignment.Units.Count);
        yield return world.Post(new VoidShipment(consignment.Batch, "vehicle broke down, the load went back to the dock"));
        yield return world.Days(2, 5);
        yield return world.Post(consignment.Ship());
        yield return world.Days(5, 10);
        yield return world.Post(consignment.Receive());
        yield return world.Days(1, 3);
        yield return world.Post(consignment.Accept(consignment.Units));
    }

    /// <summary>A mistake: the same batch is advised again while it is under way. The ledger refuses it.</summary>
    public static IEnumerable<Step> ShippedTwice(World world, Consignment consignment)
    {
        yield return world.Post(consignment.Register());
        yield return world.Days(1, 2);
        yield return world.Post(consignment.Ship());
        yield return world.Days(1, 2);
        yield return world.Post(consignment.ShipAgain());
        yield return world.Days(5, 10);
        yield return world.Post(consignment.Receive());
        yield return world.Days(1, 3);
        yield return world.Post(consignment.Accept(consignment.Units));
    }
}
