using Ledger.Agreements.Agreements;

namespace Ledger.Agreements.Milestones;

/// <summary>
/// Decides which milestones are reached or missed by now, and which have fallen back. What counts is effective time alone, so a rehearsal that is played in a
/// minute comes out as the deal itself would, and whether a milestone is reached does not depend on how soon a fact is judged after it was told; a live book's
/// clock only adds the news that a due date is over. A miss that was recorded stays until enough units count again.
/// </summary>
internal static class JudgeMilestones
{
    /// <summary>How long the journal is given to catch up before the milestones are looked at again.</summary>
    private static readonly TimeSpan JournalLag = TimeSpan.FromMilliseconds(500);

    /// <param name="clock">Known to have been reached, whatever has been told; null where only told time counts.</param>
    public static async Task RunAsync(
        string agreement, DateTimeOffset? clock, LedgerSession ledger, ILineProgress progress, ICatalog catalog, CancellationToken ct)
    {
        var stream = await ledger.OpenAsync<Agreement>(Agreement.KeyOf(agreement), ct);
        if (stream.State is not { } state || !state.Milestones.Exists(m => m.IsJudged))
        {
            return;
        }

        var now = await progress.OfAgreementAsync(ledger.Book, agreement, null, null, ct);
        var time = clock > now.EffectiveHigh || now.EffectiveHigh is null ? clock : now.EffectiveHigh;
        var products = await catalog.ProductsAsync(ledger.Book, [.. state.Lines.Select(l => l.Product).OfType<string>().Distinct()], ct);
        var (events, isEarly) = (new List<object>(), false);
        foreach (var milestone in state.Milestones.Where(m => m.IsJudged))
        {
            var reading = await MilestoneReading.OfAsync(milestone, state, now, time, products, progress, ledger.Book, ct);
            isEarly |= reading is { IsComplete: false };
            events.AddRange(reading is { IsComplete: true } ? Judge(milestone, reading) : []);
        }

        if (isEarly)
        {
            await ledger.ScheduleAsync(new MilestonesToJudge(agreement, clock), ledger.Now + JournalLag);
        }

        if (events.Count > 0)
        {
            await stream.RecordAsync(Decision.Accept(events));
        }
    }

    /// <summary>A milestone that was missed and reached since is both, so that its history does not depend on how soon it was judged.</summary>
    public static IEnumerable<object> Judge(Milestone milestone, MilestoneReading reading)
    {
        if (!milestone.IsJudged)
        {
            yield break;
        }

        var (isReached, count) = (reading.Count >= milestone.Quantity, Decimals.Write(reading.Count));
        if (milestone.State == MilestoneState.Reached && !isReached)
        {
            var fell = reading.Fell;
            yield return new MilestoneFellBack(
                milestone.Code, count, reading.Position, fell?.EffectiveAt ?? milestone.Reached!.OccurredAt,
                fell is null ? null : new(fell.Position, fell.RecordedAt));
        }

        var isMissed = milestone.State == MilestoneState.Missed;
        if (reading.AtDueEnd is { } atDueEnd && atDueEnd < milestone.Quantity && !isMissed && (milestone.State == MilestoneState.Planned || !isReached))
        {
            yield return new MilestoneMissed(milestone.Code, milestone.DueOn, Decimals.Write(atDueEnd), reading.Position, milestone.DueEnd);
        }

        if (isReached && reading.Rose is { } rose)
        {
            var isLate = !reading.IsInTime && rose.EffectiveAt >= milestone.LateFrom;
            if (milestone.State != MilestoneState.Reached || milestone.Reached!.OccurredAt != rose.EffectiveAt || milestone.Reached.Late != isLate)
            {
                yield return new MilestoneReached(
                    milestone.Code, count, reading.Position, isLate, rose.EffectiveAt, new(rose.Position, rose.RecordedAt), isMissed && !isLate ? true : null);
            }
        }
    }
}
