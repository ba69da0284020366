namespace Ledger.Contracts.Ports;

/// <summary>Facts that a new one would rest on. Inventory, which has the effective times, implements it.</summary>
public interface IEarlierFacts
{
    /// <summary>The one among them that took effect last; null when there is none.</summary>
    /// <param name="steps">Steps that the new fact rests on.</param>
    /// <param name="movements">Units that it moves.</param>
    Task<EarlierFact?> LatestAsync(string book, IReadOnlyList<string> steps, IReadOnlyList<Movement> movements, CancellationToken ct);
}

/// <param name="What">What it was told about: <c>order/PO-1</c>, <c>batch/B-1</c>.</param>
public sealed record EarlierFact(string What, DateTimeOffset EffectiveAt);
