using JasperFx.Events;
using Ledger.Contracts;
using Ledger.Kernel;
using Npgsql;

namespace Ledger.Store.Times;

/// <summary>Finds the effective times of a page of a book's events, from what is kept of the pages before.</summary>
public static class EffectiveTimes
{
    private const string Steps = $"select step, effective from {EffectiveSchema.Step} where book = $1 and step = any($2)";

    /// <param name="page">In the order in which they were recorded.</param>
    /// <param name="movedBefore">For each event that moves units, the events that moved these last.</param>
    public static async Task<EffectivePage> OfAsync(
        NpgsqlConnection connection, string book, IReadOnlyList<IEvent> page, ILookup<Guid, MovedBefore> movedBefore,
        CancellationToken ct)
    {
        var names = page.SelectMany(e => ((IFact)e.Data).RestsOn(e.StreamKey!).Concat(((IFact)e.Data).Steps(e.StreamKey!))).Distinct().ToArray();
        var steps = new Dictionary<string, DateTimeOffset>();
        await using var command = new NpgsqlCommand(Steps, connection) { Parameters = { new() { Value = book }, new() { Value = names } } };
        await using (var row = await command.ExecuteReaderAsync(ct))
        {
            while (await row.ReadAsync(ct))
            {
                steps[row.GetString(0)] = row.GetFieldValue<DateTimeOffset>(1);
            }
        }

        var (fold, times) = (new EffectiveFold(steps), new Dictionary<Guid, DateTimeOffset>());
        foreach (var recorded in page)
        {
            // What is recorded later does not count, though its transaction was the first to move a unit.
            var units = movedBefore[recorded.Id].Where(moved => moved.Position < recorded.Sequence)
                .Select(moved => times.TryGetValue(moved.Event, out var effective) ? effective : moved.Effective).OfType<DateTimeOffset>();
            times[recorded.Id] = fold.Add((IFact)recorded.Data, recorded.StreamKey!, units);
        }

        return new(book, page, times, fold.Taken);
    }
}

/// <summary>An event that moved units last before another did.</summary>
/// <param name="Effective">Its effective time, where the journal has it: an event of the same page is not posted yet.</param>
public sealed record MovedBefore(Guid Event, long? Position, DateTimeOffset? Effective);

/// <summary>The effective times of a page of a book's events.</summary>
/// <param name="Taken">The steps that the page's events are, with the effective time of each.</param>
public sealed record EffectivePage(
    string Book, IReadOnlyList<IEvent> Events, IReadOnlyDictionary<Guid, DateTimeOffset> Times, IReadOnlyDictionary<string, DateTimeOffset> Taken)
{
    private const string KeepTimes = $"""
        insert into {EffectiveSchema.Time} (book, position, effective)
        select ?, position, effective from unnest(?::bigint[], ?::timestamptz[]) moved (position, effective)
        on conflict (position) do nothing
        """;

    private const string KeepSteps = $"""
        insert into {EffectiveSchema.Step} as kept (book, step, effective) select ?, step, effective
        from unnest(?::text[], ?::timestamptz[]) taken (step, effective) order by step
        on conflict (book, step) do update set effective = excluded.effective
        """;

    /// <summary>Events that take effect later than they were told to have happened.</summary>
    public IEnumerable<IEvent> Moved => Events.Where(e => Times[e.Id] > EffectiveFold.Kept(((IFact)e.Data).OccurredAt));

    /// <summary>The statements that keep what the next page needs, and what reads need of this one.</summary>
    public IEnumerable<(string Sql, object[] Values)> Statements()
    {
        if (Moved.ToList() is { Count: > 0 } moved)
        {
            yield return (KeepTimes, [Book, moved.Select(e => e.Sequence).ToArray(), moved.Select(e => Times[e.Id]).ToArray()]);
        }

        if (Taken.Count > 0)
        {
            yield return (KeepSteps, [Book, Taken.Keys.ToArray(), Taken.Values.ToArray()]);
        }
    }
}
