using Ledger.Audit.Log;

namespace Ledger.Audit.Export;

/// <summary>
/// The views as the ledger keeps them. As of an earlier size there are only those that the journal still knows; the others only have a present.
/// </summary>
internal sealed class ViewParts(ExportSnapshot snapshot, BundleZip zip)
{
    private const string Schema = LedgerStore.Schema;
    private const string Leaves = $"exists (select from {LogSchema.Leaf} l where l.book = j.book and l.position = j.position and l.index < $2)";

    private const string Stock = $"select product, account, quantity from {Schema}.balance where book = $1 order by product, account";

    private const string StockUpTo = $"""
        select product, account, sum(quantity)::bigint from (
            select j.product, j.to_account as account, j.quantity from {Schema}.journal j where j.book = $1 and {Leaves}
            union all select j.product, j.from_account, -j.quantity from {Schema}.journal j where j.book = $1 and {Leaves}) leg
        group by product, account order by product, account
        """;

    private const string JournalColumns = "j.position, j.movement, j.effective, j.recorded, j.product, j.line, j.from_account, j.to_account, j.quantity";
    private const string Journal = $"select {JournalColumns} from {Schema}.journal j where j.book = $1 order by j.position, j.movement";
    private const string JournalUpTo = $"select {JournalColumns} from {Schema}.journal j where j.book = $1 and {Leaves} order by j.position, j.movement";

    private const string Units = $"""
        select product, serial, account, line, cardinality(trail), encode(sha256(convert_to(array_to_string(trail, ','), 'UTF8')), 'hex')
        from {Schema}.unit where book = $1 order by product, serial
        """;

    private const string Orders = $"""
        select data ->> 'order', data ->> 'agreement', data ->> 'shipTo', data ->> 'state', data ->> 'placedAt', data ->> 'lines', data ->> 'receivedUnits', data ->> 'closedAt'
        from {Schema}.mt_doc_ordersummary where tenant_id = $1 order by id
        """;

    private const string Milestones = $"""
        select substr(a.id, length('agreement/') + 1), m ->> 'code', m ->> 'name', m ->> 'metric', m ->> 'product', m ->> 'family', m ->> 'quantity', m ->> 'dueOn', m ->> 'state',
            m #>> array['reached', 'occurredAt'], m #>> array['reached', 'position'], m #>> array['reached', 'count'], m #>> array['reached', 'late'],
            m #>> array['settlement', 'by'], m #>> array['settlement', 'reason'], m #>> array['settlement', 'reference'], m #>> array['settlement', 'occurredAt']
        from {Schema}.mt_doc_agreement a cross join lateral jsonb_array_elements(a.data -> 'milestones') m
        where a.tenant_id = $1 order by a.id, m ->> 'code'
        """;

    private const string Totals = $"""
        select product, sum(quantity) filter (where from_account = 'origin')::bigint, sum(quantity) filter (where to_account = 'origin')::bigint
        from {Schema}.journal j where book = $1 and ($3 or {Leaves}) group by product order by product
        """;

    private const string Closing = $"select product, sum(quantity)::bigint from {Schema}.balance where book = $1 and account <> 'origin' group by product";

    private bool IsPast => snapshot.Upto is not null;

    public async Task WriteAsync(CancellationToken ct)
    {
        await CsvAsync("views/stock.csv", ["product", "account", "quantity"], IsPast ? StockUpTo : Stock, ct);
        await CsvAsync("views/journal.csv", ["position", "movement", "effective", "recorded", "product", "line", "from_account", "to_account", "quantity"], IsPast ? JournalUpTo : Journal, ct);
        if (!IsPast)
        {
            await CsvAsync("views/units.csv", ["product", "serial", "account", "line", "events", "trail_sha256"], Units, ct);
            await CsvAsync("views/orders.csv", ["order", "agreement", "shipTo", "state", "placedAt", "lines", "receivedUnits", "closedAt"], Orders, ct);
            await CsvAsync(
                "views/milestones.csv",
                [
                    "agreement", "milestone", "name", "metric", "product", "family", "quantity", "dueOn", "state",
                    "reachedAt", "reachedPosition", "reachedCount", "reachedLate", "settledBy", "settledReason", "settledReference", "settledAt",
                ],
                Milestones, ct);
        }
    }

    /// <summary>What came in and went out by the journal, and what is there by the balances: the two must meet.</summary>
    public async Task<IReadOnlyDictionary<string, ManifestTotal>> TotalsAsync(CancellationToken ct)
    {
        var closing = new Dictionary<string, long>(StringComparer.Ordinal);
        await using (var query = snapshot.Command(Closing, snapshot.Book))
        await using (var row = await query.ExecuteReaderAsync(ct))
        {
            while (!IsPast && await row.ReadAsync(ct))
            {
                closing[row.GetString(0)] = row.GetInt64(1);
            }
        }

        var totals = new SortedDictionary<string, ManifestTotal>(StringComparer.Ordinal);
        await using (var query = snapshot.Command(Totals, snapshot.Book, snapshot.Head.Size, !IsPast))
        await using (var row = await query.ExecuteReaderAsync(ct))
        {
            while (await row.ReadAsync(ct))
            {
                var (into, outOf) = (row.IsDBNull(1) ? 0 : row.GetInt64(1), row.IsDBNull(2) ? 0 : row.GetInt64(2));
                totals[row.GetString(0)] = new(0, into, outOf, IsPast ? into - outOf : closing.GetValueOrDefault(row.GetString(0)));
            }
        }

        return totals;
    }

    private Task CsvAsync(string name, string[] heading, string sql, CancellationToken ct) => zip.PartAsync(
        name, part => CsvRows.WriteAsync(part, heading, IsPast ? snapshot.Command(sql, snapshot.Book, snapshot.Head.Size) : snapshot.Command(sql, snapshot.Book), ct), ct);
}
