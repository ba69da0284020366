using System.Data;
using Ledger.Audit.Log.Batches;
using Ledger.Audit.Log.Statuses;
using Ledger.Sealing.Notes;
using Npgsql;

namespace Ledger.Audit.Export;

/// <summary>One state of the database, out of which a whole bundle is read: log, rows and views belong together.</summary>
/// <param name="Upto">The size that was asked for; null for the newest.</param>
/// <param name="Policy">The book's policy; null when it has none.</param>
internal sealed record ExportSnapshot(
    string Book, long? Upto, ExportHead Head, ViewPositions Views, WitnessPolicy? Policy, DateTimeOffset At, NpgsqlConnection Connection, NpgsqlTransaction Transaction) : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>A part may have as many rows as there are units.</summary>
    private const int PartSecondsMax = 3600;

    public NpgsqlCommand Command(string sql, params ReadOnlySpan<object> parameters)
    {
        var command = Connection.Command(sql, parameters);
        command.CommandTimeout = PartSecondsMax;
        return command;
    }

    public async Task<T> ScalarAsync<T>(string sql, CancellationToken ct, params object[] parameters)
    {
        await using var command = Command(sql, parameters);
        return (T)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>Waits a little for views and witnesses, and takes what there is then.</summary>
    /// <returns>Null when there is no head, or not this one.</returns>
    public static async Task<ExportSnapshot?> OpenAsync(NpgsqlDataSource database, IBookPolicy? policies, string book, long? upto, TimeProvider clock, CancellationToken ct)
    {
        var policy = policies is null ? null : await policies.OfAsync(book, ct);
        var connection = await database.OpenConnectionAsync(ct);
        try
        {
            for (var start = clock.GetTimestamp(); ;)
            {
                var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
                await connection.Command("set transaction read only").ExecuteNonQueryAsync(ct);
                var now = clock.GetUtcNow();
                var (head, isBest) = await connection.HeadAsync(book, upto, policy, now, ct);
                var isOver = clock.GetElapsedTime(start) >= ExportLimits.Patience;
                if (head is not null && (isBest || isOver))
                {
                    return new(book, upto, head, await connection.PositionsAsync(ct), policy, now, connection, transaction);
                }

                await transaction.DisposeAsync();
                if (isOver)
                {
                    await connection.DisposeAsync();
                    return null;
                }

                await Task.Delay(Interval, clock, ct);
            }
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Transaction.DisposeAsync();
        await Connection.DisposeAsync();
    }
}
