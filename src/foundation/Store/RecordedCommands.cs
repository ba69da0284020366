using Npgsql;

namespace Ledger.Store;

/// <summary>Finds what commands led to, by the digest of the command that each of its events carries as its cause.</summary>
public sealed class RecordedCommands(NpgsqlDataSource database)
{
    private const string ByCause = $"""
        select stream_id, version, id, type, seq_id from {LedgerStore.Schema}.mt_events
        where tenant_id = $1 and stream_id = any($2) and causation_id = any($3)
            and ($4::text is null or user_name is null or split_part(user_name, '/', 1) = $4)
        order by seq_id
        """;

    /// <summary>What the same command led to when it was recorded first; null when it never was.</summary>
    /// <param name="streams">Where it would be: what the slice looked at.</param>
    /// <param name="causes">Digests that the command may have been recorded under.</param>
    /// <param name="party">Who sends it. Another party that says the same speaks for itself. Null where the sender is not known.</param>
    public async Task<RecordedAnswer?> FindAsync(
        string book, IReadOnlyCollection<string> streams, IReadOnlyCollection<string> causes, string? party, CancellationToken ct)
    {
        if (streams.Count == 0)
        {
            return null;
        }

        await using var command = database.CreateCommand(ByCause);
        command.Parameters.AddWithValue(book);
        command.Parameters.AddWithValue(streams.ToArray());
        command.Parameters.AddWithValue(causes.ToArray());
        command.Parameters.AddWithValue((object?)party ?? DBNull.Value);
        await using var rows = await command.ExecuteReaderAsync(ct);
        RecordedAnswer? first = null;
        while (await rows.ReadAsync(ct))
        {
            var (stream, version) = (rows.GetString(0), rows.GetInt64(1));
            if (first is not null && (stream != first.Stream || version != first.Version + 1))
            {
                break;
            }

            first = new RecordedAnswer(
                stream, version, [.. first?.Events ?? [], new RecordedEvent(rows.GetGuid(2), rows.GetString(3))], rows.GetInt64(4), AlreadyRecorded: true);
        }

        return first;
    }

    /// <summary>Position of the last of the events in the ledger's order.</summary>
    public async Task<long?> PositionAsync(IReadOnlyList<RecordedEvent> events, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"select max(seq_id) from {LedgerStore.Schema}.mt_events where id = any($1)");
        command.Parameters.AddWithValue(events.Select(e => e.Id).ToArray());
        return await command.ExecuteScalarAsync(ct) as long?;
    }
}
