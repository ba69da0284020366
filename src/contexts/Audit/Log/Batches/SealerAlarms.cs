using Npgsql;

namespace Ledger.Audit.Log.Batches;

/// <param name="Reason">What stopped the sealer, and at which event.</param>
public sealed record LogAlarm(string Book, DateTimeOffset At, string Reason);

/// <summary>
/// Why books are not sealed any further, for everybody to see: it is in the database, whichever host found it. An alarm stands until a head was signed after
/// it.
/// </summary>
public sealed class SealerAlarms(SealerSource source, NpgsqlDataSource database, TimeProvider clock)
{
    private const string Standing = $"""
        select distinct on (book) book, at, reason from {LogSchema.Alarm} a
        where ($1::text is null or book = $1) and not exists (select from {LogSchema.Head} h where h.book = a.book and h.at > a.at) order by book, at desc
        """;

    /// <summary>Those that stand, of one book or of all.</summary>
    public async Task<IReadOnlyList<LogAlarm>> StandingAsync(string? book, CancellationToken ct)
    {
        await using var command = database.CreateCommand(Standing);
        command.Parameters.AddWithValue((object?)book ?? DBNull.Value);
        var alarms = new List<LogAlarm>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            alarms.Add(new(row.GetString(0), row.GetFieldValue<DateTimeOffset>(1), row.GetString(2)));
        }

        return alarms;
    }

    /// <returns>False when the same alarm stands already.</returns>
    public async Task<bool> RaiseAsync(string book, string reason, CancellationToken ct)
    {
        if ((await StandingAsync(book, ct)).Any(a => a.Reason == reason))
        {
            return false;
        }

        await using var connection = await source.Database.OpenConnectionAsync(ct);
        await using var command = connection.Command(
            $"insert into {LogSchema.Alarm} (book, at, reason) values ($1, $2, $3) on conflict do nothing", book, clock.GetUtcNow(), reason);
        await command.ExecuteNonQueryAsync(ct);
        return true;
    }
}
