using System.Globalization;
using Npgsql;

namespace Ledger.Inventory.Journal;

/// <summary>Stock at two moments, summed up from the journal: account by account, or condition by condition as reports have it.</summary>
public sealed class StockReplays : IReplays
{
    private const string Template = $$"""
        with leg as (
            select product, {0} as key, quantity, position
            from (
                select product, to_account as account, quantity, position, effective from {{JournalSchema.Journal}} where book = $1
                union all
                select product, from_account, -quantity, position, effective from {{JournalSchema.Journal}} where book = $1) legs
            where account <> 'origin' and position <= $3 and effective <= $4),
        figure as (
            select product, key, coalesce(sum(quantity) filter (where position <= $2), 0)::bigint as before, sum(quantity)::bigint as after,
                array_agg(distinct position order by position) filter (where position > $2) as causes
            from leg where (product collate "C", key collate "C") > ($5, $6)
            group by product, key)
        select product, key, before, after, coalesce(cardinality(causes), 0)::bigint,
            array(select seq_id from {{LedgerStore.Schema}}.mt_events where seq_id = any(causes[1:$8]) order by seq_id),
            array(select id from {{LedgerStore.Schema}}.mt_events where seq_id = any(causes[1:$8]) order by seq_id),
            array(select type from {{LedgerStore.Schema}}.mt_events where seq_id = any(causes[1:$8]) order by seq_id)
        from figure where before <> after or ($9 and after <> 0) order by product collate "C", key collate "C" limit $7
        """;

    private readonly NpgsqlDataSource _database;
    private readonly string _sql;

    private StockReplays(NpgsqlDataSource database, string of, string key) => (_database, Of, _sql) = (database, of, Template.Replace("{0}", key));

    public string Of { get; }

    /// <summary>Units move by the events of Logistics and Deployment; who sees the latter sees both.</summary>
    public string Context => "deployment";

    public static StockReplays ByAccount(NpgsqlDataSource database) => new(database, "stock", "account");

    public static StockReplays ByCondition(NpgsqlDataSource database) => new(database, "condition", "split_part(account, '/', 2)");

    public async Task<ReplayPage> ReplayAsync(string book, ReplaySpan span, string after, int limit, CancellationToken ct)
    {
        // Neither products nor accounts hold a space.
        var place = after.Split(' ', 2);
        await using var command = _database.CreateCommand(_sql);
        command.Parameters.AddWithValue(book);
        command.Parameters.AddWithValue(span.From ?? 0);
        command.Parameters.AddWithValue(span.To);
        command.Parameters.AddWithValue((span.EffectiveAt ?? DateTimeOffset.MaxValue).ToUniversalTime());
        command.Parameters.AddWithValue(place[0]);
        command.Parameters.AddWithValue(place.Length > 1 ? place[1] : "");
        command.Parameters.AddWithValue(limit + 1);
        command.Parameters.AddWithValue(ReplayedFigure.EventsMax);
        command.Parameters.AddWithValue(span.IsWhole);
        var figures = new List<ReplayedFigure>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            figures.Add(FigureOf(row, span));
        }

        return figures.Count > limit ? new(figures[..limit], figures[limit - 1].Key) : new(figures, null);
    }

    private ReplayedFigure FigureOf(NpgsqlDataReader row, ReplaySpan span)
    {
        var (key, before, after) = ($"{row.GetString(0)} {row.GetString(1)}", row.GetInt64(2), row.GetInt64(3));
        if (span.From is null)
        {
            return new(Of, key, "units", null, Text(after), null, 0, []);
        }

        var (positions, ids, types) = (row.GetFieldValue<long[]>(5), row.GetFieldValue<Guid[]>(6), row.GetFieldValue<string[]>(7));
        return new(
            Of, key, "units", Text(before), Text(after), Text(after - before), row.GetInt64(4),
            [.. positions.Select((p, i) => new EventMark(p, ids[i], types[i]))]);
    }

    private static string Text(long units) => units.ToString(CultureInfo.InvariantCulture);
}
