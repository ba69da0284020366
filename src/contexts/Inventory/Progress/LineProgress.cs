using JasperFx.Events;
using Ledger.Contracts.Messages;
using Marten;
using Marten.Events.Projections;

namespace Ledger.Inventory.Progress;

/// <summary>How many units of an agreement line are in which condition, by product.</summary>
public sealed class LineProgress
{
    /// <summary>Agreement line, <c>SA-1/2</c>.</summary>
    public string Id { get; set; } = "";

    /// <summary>Position of the last movement that is included.</summary>
    public long Position { get; set; }

    public DateTimeOffset EffectiveHigh { get; set; }

    /// <summary>Product → condition → units.</summary>
    public SortedDictionary<string, SortedDictionary<string, long>> Units { get; set; } = [];

    internal void Add(IEvent recorded, IMovesUnits moves)
    {
        foreach (var movement in moves.Movements.Where(m => m.Line == Id))
        {
            Add(movement.Product, movement.From, -movement.QuantityUnits);
            Add(movement.Product, movement.To, movement.QuantityUnits);
        }

        Position = recorded.Sequence;
        EffectiveHigh = moves.OccurredAt > EffectiveHigh ? moves.OccurredAt : EffectiveHigh;
    }

    private void Add(string product, string account, long quantity)
    {
        if (!Units.TryGetValue(product, out var conditions))
        {
            Units[product] = conditions = [];
        }

        var condition = Account.ConditionOf(account);
        conditions[condition] = conditions.GetValueOrDefault(condition) + quantity;
    }
}

/// <summary>Keeps each line's units, and nudges Agreements in the same transaction when they changed.</summary>
public sealed partial class LineProgressProjection : MultiStreamProjection<LineProgress, string>
{
    public LineProgressProjection()
    {
        Name = "LineProgress";
        Identities<IMovesUnits>(moves => [.. moves.Movements.Select(m => m.Line).OfType<string>().Distinct()]);
    }

    public override LineProgress? Evolve(LineProgress? snapshot, string id, IEvent e)
    {
        var progress = snapshot ?? new LineProgress { Id = id };
        progress.Add(e, (IMovesUnits)e.Data);
        return progress;
    }

    public override ValueTask RaiseSideEffects(IDocumentOperations operations, IEventSlice<LineProgress> slice)
    {
        if (slice.Snapshot is { } progress)
        {
            slice.PublishMessage(new LineProgressed(progress.Id, progress.Position));
        }

        return ValueTask.CompletedTask;
    }
}
