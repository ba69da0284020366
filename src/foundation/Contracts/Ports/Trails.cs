namespace Ledger.Contracts.Ports;

/// <summary>Which events moved a unit. Inventory implements it.</summary>
public interface ITrails
{
    /// <summary>Ids of the events, in the order in which they moved it; null when the book has no such unit.</summary>
    Task<IReadOnlyList<Guid>?> OfAsync(string book, string product, string serial, CancellationToken ct);
}
