using Marten;
using Npgsql;

namespace Ledger.Store;

/// <summary>
/// Tells readers how far the ledger is, and lets them wait for it to go on. All who wait share one query, and while nobody does none is sent; so a thousand
/// waiting readers cost the database as much as one.
/// </summary>
public sealed class PositionWatch(IDocumentStore store, NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>Short enough for a reader to have news at once, long enough to go unnoticed by the database.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private const string Sql = $"select name, last_seq_id from {LedgerStore.Schema}.mt_event_progression";
    private const string Find = $"select exists (select 1 from {LedgerStore.Schema}.mt_events where seq_id = $1 and tenant_id = $2)";
    private const string Recorded = $"select coalesce(max(seq_id), 0) from {LedgerStore.Schema}.mt_events";
    private const string Drawn = $"select last_value from {LedgerStore.Schema}.mt_events_sequence";

    private readonly Lazy<string[]> _shards = new(() => [.. ((DocumentStore)store).Options.Projections.AllShards().Select(s => s.Name.Identity)]);
    private readonly Lock _lock = new();
    private Task<Positions>? _next;

    /// <summary>The positions as they are now.</summary>
    public async Task<Positions> ReadAsync(CancellationToken ct)
    {
        var reached = new Dictionary<string, long>(StringComparer.OrdinalIgnoreCase);
        await using var command = database.CreateCommand(Sql);
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            reached[row.GetString(0)] = row.GetInt64(1);
        }

        var highWaterMark = reached.GetValueOrDefault(Progression.HighWaterMark);
        return new(highWaterMark, _shards.Value.Select(shard => reached.GetValueOrDefault(shard)).Append(highWaterMark).Min());
    }

    /// <summary>The positions as they are in a moment.</summary>
    public Task<Positions> NextAsync(CancellationToken ct)
    {
        lock (_lock)
        {
            return (_next ??= LookAsync()).WaitAsync(ct);
        }
    }

    /// <summary>The book has an event at this position, whatever may still appear below it.</summary>
    public async Task<bool> IsRecordedAsync(string book, long position, CancellationToken ct)
    {
        await using var command = database.CreateCommand(Find);
        command.Parameters.AddWithValue(position);
        command.Parameters.AddWithValue(book);
        return await command.ExecuteScalarAsync(ct) is true;
    }

    /// <summary>The last position that anything is recorded at, in any book.</summary>
    public async Task<long> LastRecordedAsync(CancellationToken ct)
    {
        await using var command = database.CreateCommand(Recorded);
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>The last position that any command drew, recorded or not.</summary>
    public async Task<long> LastDrawnAsync(CancellationToken ct)
    {
        await using var command = database.CreateCommand(Drawn);
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    private async Task<Positions> LookAsync()
    {
        await Task.Delay(Interval, clock);
        lock (_lock)
        {
            // Whoever asks from here on wants a later look than this.
            _next = null;
        }

        return await ReadAsync(CancellationToken.None);
    }
}
