using Npgsql;

namespace Ledger.Store;

/// <summary>How far projections have come.</summary>
public static class Progression
{
    /// <summary>Name under which the daemon keeps the position below which no event can still appear.</summary>
    public const string HighWaterMark = "HighWaterMark";

    /// <summary>Position that the projection's rows include; 0 before its first page.</summary>
    public static async Task<long> ReachedAsync(this NpgsqlDataSource database, string projection, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"select last_seq_id from {LedgerStore.Schema}.mt_event_progression where name = $1");
        command.Parameters.AddWithValue(projection == HighWaterMark ? projection : $"{projection}:All");
        return await command.ExecuteScalarAsync(ct) is long position ? position : 0;
    }
}
