namespace Ledger.Logistics.Counts;

/// <summary>A party counted its units of a product at a site: what was missing is lost there, what was found in stock there, the rest as it was.</summary>
/// <param name="QuantityUnits">How many it counted; absent where the count covers a part of the stock.</param>
/// <param name="ExpectedUnits">How many the ledger had there before; absent with it.</param>
/// <param name="Reason">What became of the missing units; absent where none is missing.</param>
[ContractName("logistics.stock-counted.v1")]
[Moves("site/accepted", "site/accepted")]
[Moves("site/accepted", "site/acceptedLost")]
[Moves("site/acceptedLost", "site/accepted")]
[Moves("site/inventory", "site/lost")]
[Moves("site/inventory", "site/returned")]
[Moves("site/lost", "site/inventory")]
[Moves("site/lost", "site/quarantined")]
[Moves("site/lost", "site/returned")]
[Moves("site/quarantined", "site/lost")]
[Moves("site/quarantined", "site/quarantined")]
[Moves("site/received", "site/lost")]
[Moves("site/received", "site/quarantined")]
[Moves("site/returned", "site/lost")]
[Moves("site/returned", "site/returned")]
public sealed record StockCounted(
    string Count, string Site, string Product, long? QuantityUnits, long? ExpectedUnits, string? Reason, IReadOnlyList<Movement> Movements,
    DateTimeOffset OccurredAt) : IMovesUnits;

/// <summary>A numbered stock count. Its number is used once.</summary>
public sealed class StockCount
{
    public string Id { get; set; } = "";

    public static string Key(string count) => $"count/{count}";

    public void Apply(StockCounted e) => Id = Key(e.Count);
}
