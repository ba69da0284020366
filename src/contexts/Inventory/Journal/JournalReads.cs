using Npgsql;

namespace Ledger.Inventory.Journal;

/// <summary>Answers questions about the journal from its rows.</summary>
public sealed class JournalReads(NpgsqlDataSource database) : IJournal
{
    // An account is among those asked about, or it is not; what an entry counts for is the one less the other.
    private const string Counted = $"""
        select * from (
            select position, movement, product, line, from_account, to_account, effective, recorded,
                quantity * ((($5::text is null or to_account = $5) and ($6::text[] is null or split_part(to_account, '/', 2) = any($6)))::int
                    - (($5::text is null or from_account = $5) and ($6::text[] is null or split_part(from_account, '/', 2) = any($6)))::int) as units
            from {JournalSchema.Journal}
            where book = $1 and position > $2 and position <= $3 and effective <= $4 and ($7::text is null or product = $7)
                and ($8::text is null or line = $8)) entry
        where units <> 0
        """;

    private const string Sums = $"select product, sum(units)::bigint from ({Counted}) counted group by product";

    private const string Entries = $"""
        with counted as ({Counted})
        select c.position, c.movement, e.id, e.type, e.stream_id, e.version, e.user_name, c.effective, c.recorded, c.product, c.line, c.from_account,
            c.to_account, c.units,
            (select count(distinct position) from counted)
        from (select * from counted where (position, movement) > ($9, $10) order by position, movement limit $11) c
        join {LedgerStore.Schema}.mt_events e on e.seq_id = c.position
        order by c.position, c.movement
        """;

    public Task<long> ReachedAsync(CancellationToken ct) => database.ReachedAsync(JournalProjection.Name, ct);

    public async Task<IReadOnlyDictionary<string, long>> SumsAsync(string book, JournalQuestion question, CancellationToken ct)
    {
        await using var command = Ask(Sums, book, question);
        var sums = new SortedDictionary<string, long>(StringComparer.Ordinal);
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            sums[row.GetString(0)] = row.GetInt64(1);
        }

        return sums;
    }

    public async Task<JournalPage> EntriesAsync(string book, JournalQuestion question, JournalPlace after, int limit, CancellationToken ct)
    {
        await using var command = Ask(Entries, book, question);
        command.Parameters.AddWithValue(after.Position);
        command.Parameters.AddWithValue(after.Movement);
        command.Parameters.AddWithValue(limit);
        var (events, entries) = (0L, new List<JournalEntry>());
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            events = row.GetInt64(14);
            entries.Add(new(
                row.GetInt64(0), row.GetInt32(1), row.GetGuid(2), row.GetString(3), row.GetString(4), row.GetInt64(5),
                row.IsDBNull(6) ? null : row.GetString(6),
                row.GetFieldValue<DateTimeOffset>(7), row.GetFieldValue<DateTimeOffset>(8), row.GetString(9), row.IsDBNull(10) ? null : row.GetString(10),
                row.GetString(11), row.GetString(12), row.GetInt64(13)));
        }

        return new(events, entries);
    }

    private NpgsqlCommand Ask(string sql, string book, JournalQuestion question)
    {
        var command = database.CreateCommand(sql);
        command.Parameters.AddWithValue(book);
        command.Parameters.AddWithValue(question.From);
        command.Parameters.AddWithValue(question.To);
        command.Parameters.AddWithValue((question.EffectiveAt ?? DateTimeOffset.MaxValue).ToUniversalTime());
        command.Parameters.AddWithValue((object?)question.Account ?? DBNull.Value);
        command.Parameters.AddWithValue((object?)question.Conditions?.ToArray() ?? DBNull.Value);
        command.Parameters.AddWithValue((object?)question.Product ?? DBNull.Value);
        command.Parameters.AddWithValue((object?)question.Line ?? DBNull.Value);
        return command;
    }
}
