using System.Globalization;
using JasperFx.Events;
using Ledger.Contracts.Ports;
using Ledger.Store.Times;
using Marten;
using Npgsql;

namespace Ledger.Store.Replays;

/// <summary>Figures of the views of single streams: each stream that may have changed is folded at both moments.</summary>
public abstract class StreamReplays(IDocumentStore store, NpgsqlDataSource database) : IReplays
{
    private const string Touched = $"""
        select stream_id from {LedgerStore.Schema}.mt_events
        where tenant_id = $1 and seq_id > $2 and seq_id <= $3 and stream_id like $4 and stream_id collate "C" >= $5 and (not $6 or version = 1)
        group by stream_id order by stream_id collate "C" limit $7
        """;

    public abstract string Of { get; }

    public abstract string Context { get; }

    /// <summary>What the keys of the streams begin with.</summary>
    protected abstract string Prefix { get; }

    /// <summary>Nothing but their own events changes the figures: then a stream with none between the two moments need not be looked at.</summary>
    protected virtual bool IsOnlyOfOwnEvents => true;

    public async Task<ReplayPage> ReplayAsync(string book, ReplaySpan span, string after, int limit, CancellationToken ct)
    {
        var (last, given) = PlaceOf(after);
        await using var session = store.QuerySession(book);
        var keys = await KeysAsync(book, span, last, limit + 1, ct);
        var figures = new List<ReplayedFigure>();
        foreach (var key in keys.Take(limit))
        {
            var told = key == last ? given : 0;
            var own = await FiguresAsync(session, await session.FetchFactsAsync(key, ct), span, ct);
            foreach (var figure in own.Where(figure => span.IsWhole || figure.Before != figure.After).Skip(told))
            {
                if (figures.Count == limit)
                {
                    return new(figures, Place(key, told));
                }

                figures.Add(figure);
                told++;
            }
        }

        return new(figures, keys.Count > limit ? Place(keys[limit], 0) : null);
    }

    /// <summary>The figures of one stream at the span's moments, in an order that stays the same.</summary>
    /// <param name="stream">All of its events.</param>
    protected abstract Task<IReadOnlyList<ReplayedFigure>> FiguresAsync(
        IQuerySession session, IReadOnlyList<IEvent> stream, ReplaySpan span, CancellationToken ct);

    private static string Place(string key, int given) => string.Create(CultureInfo.InvariantCulture, $"{key} {given}");

    private static (string Key, int Given) PlaceOf(string after) =>
        after.Split(' ') is [var key, var given]
            && int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? (key, count) : ("", 0);

    private async Task<List<string>> KeysAsync(string book, ReplaySpan span, string first, int limit, CancellationToken ct)
    {
        // A stream is found by its first event, or by any of those between the moments.
        var isAll = span.From is null || span.IsWhole || !IsOnlyOfOwnEvents;
        await using var command = database.CreateCommand(Touched);
        command.Parameters.AddWithValue(book);
        command.Parameters.AddWithValue(isAll ? 0 : span.From!.Value);
        command.Parameters.AddWithValue(span.To);
        command.Parameters.AddWithValue($"{Prefix}%");
        command.Parameters.AddWithValue(first);
        command.Parameters.AddWithValue(isAll);
        command.Parameters.AddWithValue(limit);
        var keys = new List<string>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            keys.Add(row.GetString(0));
        }

        return keys;
    }
}
