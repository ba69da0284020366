namespace Ledger.Inventory.Journal;

/// <summary>Flows from the journal, and what is there from the balances: two tables that must meet.</summary>
public sealed class ControlTotals : IControlTotals
{
    private const string Flows = """
        select product, coalesce(sum(quantity) filter (where from_account = 'origin'), 0)::bigint, coalesce(sum(quantity) filter (where to_account = 'origin'), 0)::bigint
        """;

    private const string Now = $"{Flows} from {JournalSchema.Journal} where book = $1 group by product order by product";
    private const string Then = $"{Flows} from {JournalSchema.Journal} where {ProvenJournal.IsIn} group by product order by product";
    private const string Closing = $"select product, sum(quantity)::bigint from {JournalSchema.Balance} where book = $1 and account <> 'origin' group by product";

    public async Task<IReadOnlyDictionary<string, ControlTotal>> OfAsync(IViewSnapshot snapshot, ViewMoment? asOf, CancellationToken ct)
    {
        var totals = new SortedDictionary<string, ControlTotal>(StringComparer.Ordinal);
        var flows = asOf is null ? snapshot.RowsAsync(Now, [snapshot.Book], ct) : snapshot.RowsAsync(Then, ProvenJournal.Parameters(snapshot, asOf), ct);
        await foreach (var row in flows)
        {
            var (into, outOf) = ((long)row[1]!, (long)row[2]!);
            totals[(string)row[0]!] = new(0, into, outOf, asOf is null ? 0 : into - outOf);
        }

        if (asOf is null)
        {
            await foreach (var row in snapshot.RowsAsync(Closing, [snapshot.Book], ct))
            {
                var product = (string)row[0]!;
                totals[product] = (totals.GetValueOrDefault(product) ?? new(0, 0, 0, 0)) with { Closing = (long)row[1]! };
            }
        }

        return totals;
    }
}
