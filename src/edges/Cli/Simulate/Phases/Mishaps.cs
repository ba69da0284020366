using Ledger.Cli.Simulate.Engine;

namespace Ledger.Cli.Simulate.Phases;

/// <summary>Decides what befalls a batch. Every kind of mishap happens once early on, so that the smallest deal shows them all; later
/// ones are drawn at random.</summary>
internal sealed class Mishaps(World world)
{
    /// <summary>Below this a batch has too few units to lose some and still be worth a story.</summary>
    private const int LeastUnits = 12;

    private const int PercentLater = 6;

    private static readonly Func<World, Consignment, IEnumerable<Step>>[] Kinds =
    [
        Receipts.InTwoParts,
        Losses.Damaged,
        Losses.MissingAndFound,
        Shipments.Voided,
        Receipts.UnitOfAnotherBatch,
        Receipts.UnknownSerial,
        Losses.Missing,
        Losses.RejectedAndReturned,
        Receipts.ReportedLate,
    ];

    /// <summary>Mistakes that the ledger refuses. They happen once each: who reads the demonstration should find few refusals and know them all.</summary>
    private static readonly Func<World, Consignment, IEnumerable<Step>>[] Mistakes = [Shipments.ShippedTwice, Receipts.ReceivedTwice];

    private int _seen;

    public IEnumerable<Step> Draw(Consignment consignment)
    {
        if (consignment.Units.Count < LeastUnits) return Deliveries.Plain(world, consignment);

        // Every second batch of the beginning, so that plain ones lie between.
        var turn = _seen++;
        if (turn % 2 == 1 && turn / 2 < Kinds.Length + Mistakes.Length)
        {
            var kind = turn / 2;
            return kind < Kinds.Length ? Kinds[kind](world, consignment) : Mistakes[kind - Kinds.Length](world, consignment);
        }

        return world.Random.Chance(PercentLater) ? Kinds[world.Random.Below(Kinds.Length)](world, consignment) : Deliveries.Plain(world, consignment);
    }
}
