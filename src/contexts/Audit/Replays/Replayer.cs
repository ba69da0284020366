using Ledger.Store.Times;
using Npgsql;

namespace Ledger.Audit.Replays;

/// <summary>Puts the contexts' figures together, one kind after the other, and counts the events behind them.</summary>
public sealed class Replayer(IEnumerable<IReplays> sources, NpgsqlDataSource database)
{
    /// <summary>What a replay shows, in its order.</summary>
    public static readonly IReadOnlyList<string> OfReplay = ["stock", "agreement", "order", "batch", "rack"];

    /// <summary>What reports of a period show.</summary>
    public static readonly IReadOnlyList<string> OfPeriod = ["condition", "agreement"];

    private const string Types = $"""
        select type, count(*), max(timestamp) from {LedgerStore.Schema}.mt_events left join {EffectiveSchema.Time} t on t.position = seq_id
        where tenant_id = $1 and seq_id > $2 and seq_id <= $3 and type <> 'tombstone' and split_part(type, '.', 1) = any($4)
            and ($5::timestamptz is null or coalesce(t.effective, (data ->> 'occurredAt')::timestamptz) <= $5)
        group by type order by type
        """;

    private readonly Dictionary<string, IReplays> _sources = sources.ToDictionary(source => source.Of, StringComparer.Ordinal);

    /// <summary>A page of figures. The cursor is the kind, and the kind's own cursor.</summary>
    public async Task<(IReadOnlyList<ReplayedFigure> Figures, string? Next)> FiguresAsync(
        IReadOnlyList<string> kinds, string book, ReplaySpan span, string[] contexts, PageRequest page, CancellationToken ct)
    {
        var visible = kinds.Select(kind => _sources[kind]).Where(source => contexts.Contains(source.Context)).ToList();
        var place = page.After.Split('\n', 2);
        var (at, after) = (Math.Max(0, visible.FindIndex(source => source.Of == place[0])), place.Length > 1 ? place[1] : "");
        var figures = new List<ReplayedFigure>();
        for (; at < visible.Count; at++, after = "")
        {
            if (figures.Count == page.Limit)
            {
                return (figures, PageRequest.CursorOf($"{visible[at].Of}\n"));
            }

            var part = await visible[at].ReplayAsync(book, span, after, page.Limit - figures.Count, ct);
            figures.AddRange(part.Figures);
            if (part.Next is { } next)
            {
                return (figures, PageRequest.CursorOf($"{visible[at].Of}\n{next}"));
            }
        }

        return (figures, null);
    }

    /// <summary>How many events of each type the span holds, of the contexts that the caller sees, and when the last was recorded.</summary>
    public async Task<(DateTimeOffset? RecordedAt, IReadOnlyList<TypeCount> Types)> EventsAsync(
        string book, ReplaySpan span, string[] contexts, CancellationToken ct)
    {
        await using var command = database.CreateCommand(Types);
        command.Parameters.AddWithValue(book);
        command.Parameters.AddWithValue(span.From ?? 0);
        command.Parameters.AddWithValue(span.To);
        command.Parameters.AddWithValue(contexts);
        command.Parameters.AddWithValue((object?)span.EffectiveAt ?? DBNull.Value);
        var (last, types) = ((DateTimeOffset?)null, new List<TypeCount>());
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            types.Add(new(row.GetString(0), row.GetInt64(1)));
            var at = row.GetFieldValue<DateTimeOffset>(2);
            last = last > at ? last : at;
        }

        return (last, types);
    }
}
