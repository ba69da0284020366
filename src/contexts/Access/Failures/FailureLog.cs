using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Ledger.Access.Failures;

/// <summary>
/// Writes failed authentications down, off the request's path. Whoever fails on purpose decides how often, so each step is bounded: what waits, what is told
/// apart in
/// a second, and what is kept. What a caller made up is not kept at all, and what is known of a book is not pushed out by what is not.
/// </summary>
public sealed partial class FailureLog(NpgsqlDataSource database, TimeProvider clock, ILogger<FailureLog> log) : WriteBehind(clock, log)
{
    /// <summary>Rows that are kept of each book, the newest.</summary>
    public const int RowsOfBookMax = 10_000;

    /// <summary>How many a second are told apart by address; the rest is counted together.</summary>
    public const int ToldApartMax = 200;

    public const string Others = "others";

    private const int WaitingMax = 4096;

    private const string Upsert = $"""
        insert into {FailureSchema.Failure} as f (minute, key, reason, remote, book, count)
        select * from unnest($1::timestamptz[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[])
        on conflict (minute, key, reason, remote) do update set count = f.count + excluded.count
        """;

    private const string Prune = $"""
        delete from {FailureSchema.Failure} f using (
            select minute, key, reason, remote, row_number() over (partition by book order by minute desc, key, reason, remote) as age
            from {FailureSchema.Failure}) old
        where old.age > $1 and (f.minute, f.key, f.reason, f.remote) = (old.minute, old.key, old.reason, old.remote)
        """;

    private readonly Channel<(DateTimeOffset At, AccessFailure Failure)> _waiting =
        Channel.CreateBounded<(DateTimeOffset, AccessFailure)>(new BoundedChannelOptions(WaitingMax) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Refused(AccessFailure failure) => _waiting.Writer.TryWrite((Clock.GetUtcNow(), failure));

    protected override async Task TakeTurnAsync(CancellationToken ct)
    {
        var rows = Count(Waiting());
        if (rows.Count == 0)
        {
            return;
        }

        try
        {
            await using var upsert = database.CreateCommand(Upsert);
            upsert.Parameters.AddWithValue(rows.Keys.Select(r => r.Minute).ToArray());
            upsert.Parameters.AddWithValue(rows.Keys.Select(r => r.Key).ToArray());
            upsert.Parameters.AddWithValue(rows.Keys.Select(r => r.Reason).ToArray());
            upsert.Parameters.AddWithValue(rows.Keys.Select(r => r.Remote).ToArray());
            upsert.Parameters.AddWithValue(rows.Keys.Select(r => r.Book).ToArray());
            upsert.Parameters.AddWithValue(rows.Values.ToArray());
            await upsert.ExecuteNonQueryAsync(ct);

            await using var prune = database.CreateCommand(Prune);
            prune.Parameters.AddWithValue((long)RowsOfBookMax);
            await prune.ExecuteNonQueryAsync(ct);
        }
        catch (NpgsqlException e)
        {
            // Without its database the ledger lets nobody in either; these few are lost.
            LogFailed(e, rows.Values.Sum());
        }
    }

    private IEnumerable<(DateTimeOffset At, AccessFailure Failure)> Waiting()
    {
        while (_waiting.Reader.TryRead(out var failure))
        {
            yield return failure;
        }
    }

    /// <summary>Sorted, so that hosts that write the same rows wait for each other and never in a circle.</summary>
    internal static SortedDictionary<FailureRow, long> Count(IEnumerable<(DateTimeOffset At, AccessFailure Failure)> failures)
    {
        var counts = new SortedDictionary<FailureRow, long>();
        foreach (var (at, failure) in failures)
        {
            var minute = new DateTimeOffset(at.UtcDateTime.Ticks / TimeSpan.TicksPerMinute * TimeSpan.TicksPerMinute, TimeSpan.Zero);
            var row = new FailureRow(minute, failure.Credential ?? "", failure.Reason, failure.Remote, failure.Book ?? "");
            row = counts.Count < ToldApartMax || counts.ContainsKey(row) ? row : row with { Remote = Others };
            counts[row] = counts.GetValueOrDefault(row) + 1;
        }

        return counts;
    }

    [LoggerMessage(LogLevel.Warning, "{Count} failed authentications could not be recorded")]
    private partial void LogFailed(Exception exception, long count);
}

internal readonly record struct FailureRow(DateTimeOffset Minute, string Key, string Reason, string Remote, string Book) : IComparable<FailureRow>
{
    public int CompareTo(FailureRow other) =>
        (Minute.CompareTo(other.Minute), string.CompareOrdinal(Key, other.Key), string.CompareOrdinal(Reason, other.Reason)) switch
        {
            (not 0 and var byMinute, _, _) => byMinute,
            (_, not 0 and var byKey, _) => byKey,
            (_, _, not 0 and var byReason) => byReason,
            _ => string.CompareOrdinal(Remote, other.Remote),
        };
}
