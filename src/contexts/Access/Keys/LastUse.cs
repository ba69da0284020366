using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Ledger.Access.Keys;

/// <summary>
/// Notes when a key was last used: off the request's path, and a key once a minute at most, for which minute it was is all that anybody wants to know.
/// </summary>
public sealed class LastUse(NpgsqlDataSource database, TimeProvider clock, ILogger<LastUse> log) : WriteBehind(clock, log)
{
    private const string Upsert = $"""
        insert into {KeySchema.Use} as u (key, at) select * from unnest($1::text[], $2::timestamptz[])
        on conflict (key) do update set at = greatest(u.at, excluded.at)
        """;

    private static readonly TimeSpan Once = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _noted = new();
    private readonly ConcurrentDictionary<string, DateTimeOffset> _unwritten = new();

    /// <param name="key">Id of a key that exists; so what is remembered is bounded by how many there are.</param>
    public void Note(string key)
    {
        var now = Clock.GetUtcNow();
        if (!_noted.TryGetValue(key, out var before) || now - before >= Once)
        {
            _noted[key] = _unwritten[key] = now;
        }
    }

    protected override async Task TakeTurnAsync(CancellationToken ct)
    {
        var uses = _unwritten.ToArray();
        if (uses.Length == 0)
        {
            return;
        }

        // What cannot be written stays noted, and the next turn writes it.
        await using var command = database.CreateCommand(Upsert);
        command.Parameters.AddWithValue(uses.Select(u => u.Key).ToArray());
        command.Parameters.AddWithValue(uses.Select(u => u.Value).ToArray());
        await command.ExecuteNonQueryAsync(ct);
        foreach (var use in uses)
        {
            _unwritten.TryRemove(use);
        }
    }
}
