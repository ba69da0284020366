using Npgsql;

namespace Ledger.Audit.Log.Statuses;

/// <summary>How far events are proven, as the tables of the log tell it.</summary>
public sealed class Seals(NpgsqlDataSource database, Countersigned countersigned, TimeProvider clock) : ISeals
{
    /// <summary>Short enough for a caller who waits; how many wait at once is bounded as requests are.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private const string Indexes = $"select position, index from {LogSchema.Leaf} where book = $1 and position = any($2)";

    private const string Head = $"""
        select size, position, at from {LogSchema.Head}
        where book = $1 and ($2::bigint is null or size <= $2) and ($3::timestamptz is null or at <= $3) order by size desc limit 1
        """;

    public async Task<IReadOnlyDictionary<long, Seal>> OfAsync(string book, IReadOnlyCollection<long> positions, CancellationToken ct)
    {
        var seals = positions.Distinct().ToDictionary(position => position, _ => new Seal(SealStatus.Recorded));
        if (seals.Count == 0)
        {
            return seals;
        }

        // Asked first: what is countersigned by then is sealed by now.
        var signed = await countersigned.SizeAsync(book, ct);
        await using var command = database.CreateCommand(Indexes);
        command.Parameters.AddWithValue(book);
        command.Parameters.AddWithValue(seals.Keys.ToArray());
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            var index = row.GetInt64(1);
            seals[row.GetInt64(0)] = new(index < signed ? SealStatus.Countersigned : SealStatus.Sealed, index);
        }

        return seals;
    }

    public async Task<Seal> WaitAsync(string book, long position, SealStatus wanted, TimeSpan patience, CancellationToken ct)
    {
        for (var start = clock.GetTimestamp(); ;)
        {
            var seal = (await OfAsync(book, [position], ct))[position];
            if (seal.Status >= wanted || clock.GetElapsedTime(start) >= patience)
            {
                return seal;
            }

            await Task.Delay(Interval, clock, ct);
        }
    }

    public async Task<KnownHead?> HeadAsync(string book, long? size, DateTimeOffset? at, CancellationToken ct)
    {
        await using var command = database.CreateCommand(Head);
        command.Parameters.AddWithValue(book);
        command.Parameters.AddWithValue((object?)size ?? DBNull.Value);
        command.Parameters.AddWithValue((object?)at?.ToUniversalTime() ?? DBNull.Value);
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? new(row.GetInt64(0), row.GetInt64(1), row.GetFieldValue<DateTimeOffset>(2)) : null;
    }
}
