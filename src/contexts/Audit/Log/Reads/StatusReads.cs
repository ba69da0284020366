using Ledger.Audit.Log.Batches;
using Ledger.Audit.Log.Statuses;
using Microsoft.AspNetCore.Http;
using Npgsql;
using Wolverine.Http;

namespace Ledger.Audit.Log.Reads;

/// <summary>The status of a book's log.</summary>
/// <param name="Origin">Name of the log, in each of its heads.</param>
/// <param name="Size">Leaves under the newest head.</param>
/// <param name="Position">The highest position among those leaves.</param>
/// <param name="HeadAt">When the newest head was signed; absent until something is sealed.</param>
/// <param name="CountersignedSize">Leaves under the newest head signed by all witnesses that the book's policy requires.</param>
/// <param name="Unsealed">Events not sealed yet, counted up to ten thousand.</param>
/// <param name="LagSeconds">How long the oldest of them has been waiting.</param>
/// <param name="Late">Leaves sealed after a leaf with a higher position.</param>
/// <param name="Alarm">Why sealing has stopped; absent while it is running.</param>
public sealed record LogStatus(
    string Origin, long Size, long Position, DateTimeOffset? HeadAt, long CountersignedSize, long Unsealed, double LagSeconds, long Late,
    IReadOnlyList<WitnessStatus> Witnesses, LogAlarm? Alarm);

/// <summary>A witness's progress.</summary>
/// <param name="Size">The largest head that it has signed.</param>
/// <param name="At">When its signature was received.</param>
public sealed record WitnessStatus(string Witness, long Size, DateTimeOffset At);

public static class StatusReads
{
    // An old book in a busy ledger has nothing of its own among millions of later positions; those are not looked through each time.
    private const string Unsealed = $"""
        select count(*), min(timestamp) from (
            select timestamp from {LedgerStore.Schema}.mt_events
            where tenant_id = $1 and type <> 'tombstone'
                and seq_id > greatest($2, (select last_value from {LedgerStore.Schema}.mt_events_sequence) - 200000) limit 10000) waiting
        """;

    private const string Witnesses = $"select distinct on (witness) witness, size, at from {LogSchema.Cosignature} where book = $1 order by witness, size desc";

    /// <summary>Returns the status of the book's log: its size, its witnesses' progress, and any alarm.</summary>
    [WolverineGet("/books/{book}/log", OperationId = "ReadLogStatus")]
    [Allows(RoleSets.Readers, InOperatorRoom = true)]
    [Answers<LogStatus>(From = ReadFrom.Committed)]
    public static async Task<IResult> Status(
        string book, LogRows rows, LogSettings settings, Countersigned countersigned, SealerAlarms alarms, NpgsqlDataSource database, TimeProvider clock,
        CancellationToken ct)
    {
        var countersignedSize = await countersigned.SizeAsync(book, ct);
        var head = await rows.HeadAsync(book, null, ct);
        var (unsealed, oldest) = await UnsealedAsync(book, head?.Position ?? 0, database, ct);
        var lag = oldest is { } since && clock.GetUtcNow() - since is var waited && waited > TimeSpan.Zero ? Math.Round(waited.TotalSeconds, 3) : 0;
        return Views.Json(new LogStatus(
            settings.OriginOf(book), head?.Size ?? 0, head?.Position ?? 0, head?.At, countersignedSize, unsealed, lag, head?.Late ?? 0,
            await WitnessesAsync(book, database, ct), (await alarms.StandingAsync(book, ct)).FirstOrDefault()));
    }

    private static async Task<(long Count, DateTimeOffset? Oldest)> UnsealedAsync(string book, long sealedTo, NpgsqlDataSource database, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var command = connection.Command(Unsealed, book, sealedTo);
        await using var row = await command.ExecuteReaderAsync(ct);
        await row.ReadAsync(ct);
        return (row.GetInt64(0), row.IsDBNull(1) ? null : row.GetFieldValue<DateTimeOffset>(1));
    }

    private static async Task<List<WitnessStatus>> WitnessesAsync(string book, NpgsqlDataSource database, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var command = connection.Command(Witnesses, book);
        await using var row = await command.ExecuteReaderAsync(ct);
        var witnesses = new List<WitnessStatus>();
        while (await row.ReadAsync(ct))
        {
            witnesses.Add(new(row.GetString(0), row.GetInt64(1), row.GetFieldValue<DateTimeOffset>(2)));
        }

        return witnesses;
    }
}
