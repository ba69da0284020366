using Ledger.Inventory.Journal;

namespace Ledger.Inventory.Stock;

/// <summary>Stock as it goes into a bundle. As of an earlier moment it is summed up from the journal.</summary>
public sealed class ProvenStock : IProvenView
{
    private const string Now = $"select product, account, quantity from {JournalSchema.Balance} where book = $1 order by product, account";

    private const string Then = $"""
        select product, account, sum(quantity)::bigint from (
            select product, to_account as account, quantity from {JournalSchema.Journal} where {ProvenJournal.IsIn}
            union all select product, from_account, -quantity from {JournalSchema.Journal} where {ProvenJournal.IsIn}) leg
        group by product, account order by product, account
        """;

    public string Name => "stock";

    public IReadOnlyList<ProvenColumn> Columns { get; } =
    [
        new("product", ColumnType.Text, "Product of the units."),
        new("account", ColumnType.Text, "Place and condition, PLACE/CONDITION; units enter the book from the account origin."),
        new("quantity_units", ColumnType.Integer, "Units in the account; below zero only in origin, which all units came from.", "units"),
    ];

    public bool HasPast => true;

    public async Task<long?> PositionAsync(IViewSnapshot snapshot, CancellationToken ct) => await snapshot.ReachedAsync(JournalProjection.Name, ct);

    public IAsyncEnumerable<IReadOnlyList<object?>> RowsAsync(IViewSnapshot snapshot, ViewMoment? asOf, CancellationToken ct) =>
        asOf is null ? snapshot.RowsAsync(Now, [snapshot.Book], ct) : snapshot.RowsAsync(Then, ProvenJournal.Parameters(snapshot, asOf), ct);
}
