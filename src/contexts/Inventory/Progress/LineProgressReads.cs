using Ledger.Inventory.Journal;
using Marten;
using Npgsql;

namespace Ledger.Inventory.Progress;

/// <summary>Tells other contexts how far an agreement's lines are: now from the kept documents, as of a moment as sums over the journal.</summary>
public sealed class LineProgressReads(IDocumentStore store, NpgsqlDataSource database, PositionWatch positions) : ILineProgress
{
    /// <summary>Views follow within moments. Whoever has waited this long may ask again.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly WeighedCounts _counts = new(database);

    private const string Past = $"""
        select line, product, split_part(account, '/', 2) as condition, sum(quantity)::bigint, max(effective)
        from (
            select line, product, to_account as account, quantity, position, effective, book from {JournalSchema.Journal}
            union all
            select line, product, from_account, -quantity, position, effective, book from {JournalSchema.Journal}) leg
        where book = $1 and line collate "C" >= $2 and line collate "C" < $3 and position <= $4 and effective <= $5
        group by 1, 2, 3 order by 1, 2, 3
        """;

    public async Task<AgreementProgress> OfAgreementAsync(string book, string agreement, DateTimeOffset? asOf, long? atPosition, CancellationToken ct)
    {
        // All keys SA-1/…: the character after the slash closes the range.
        var (first, end) = ($"{agreement}/", $"{agreement}0");
        return asOf is null && atPosition is null
            ? await NowAsync(book, first, end, ct)
            : await PastAsync(book, first, end, asOf, atPosition, ct);
    }

    public async Task<AgreementProgress?> CaughtUpAsync(string book, string agreement, CancellationToken ct)
    {
        var (last, started) = (await positions.LastRecordedAsync(ct), Environment.TickCount64);
        while ((await positions.NextAsync(ct)).Views < last)
        {
            if (Environment.TickCount64 - started > Patience.TotalMilliseconds)
            {
                return null;
            }
        }

        return await OfAgreementAsync(book, agreement, null, null, ct);
    }

    public Task<WeighedCount> CountAsync(string book, WeighedUnits units, DateTimeOffset? before, CancellationToken ct) =>
        _counts.CountAsync(book, units, before, ct);

    public Task<bool> IsRevisedAsync(string book, WeighedUnits units, long position, DateTimeOffset rose, CancellationToken ct) =>
        _counts.IsRevisedAsync(book, units, position, rose, ct);

    private async Task<AgreementProgress> NowAsync(string book, string first, string end, CancellationToken ct)
    {
        await using var session = store.QuerySession(book);
        var lines =
            await session.QueryAsync<LineProgress>(
                "where d.tenant_id = ? and d.id collate \"C\" >= ? and d.id collate \"C\" < ? order by d.id", ct, book, first, end);
        var balances = from line in lines
                       from product in line.Units
                       from condition in product.Value
                       select new LineBalance(line.Id, product.Key, condition.Key, condition.Value);
        return lines.Count == 0 ? new(0, null, []) : new(lines.Max(l => l.Position), lines.Max(l => l.EffectiveHigh), [.. balances]);
    }

    private async Task<AgreementProgress> PastAsync(string book, string first, string end, DateTimeOffset? asOf, long? atPosition, CancellationToken ct)
    {
        // Read before the balances: they may include more than this by the time they are read, never less.
        var reached = await database.ReachedAsync(JournalProjection.Name, ct);
        await using var command = database.CreateCommand(Past);
        command.Parameters.AddWithValue(book);
        command.Parameters.AddWithValue(first);
        command.Parameters.AddWithValue(end);
        command.Parameters.AddWithValue(Math.Min(atPosition ?? reached, reached));
        command.Parameters.AddWithValue((asOf ?? DateTimeOffset.MaxValue).ToUniversalTime());
        var balances = new List<LineBalance>();
        DateTimeOffset? effective = null;
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            balances.Add(new LineBalance(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetInt64(3)));
            var at = reader.GetFieldValue<DateTimeOffset>(4);
            effective = effective > at ? effective : at;
        }

        return new(Math.Min(atPosition ?? reached, reached), effective, balances);
    }
}
