using Ledger.Agreements.Agreements;

namespace Ledger.Agreements.Milestones;

/// <summary>
/// Decides which milestones are reached or missed by now. Time is told time: the latest that any fact about the agreement's units tells, so that a rehearsal
/// that is played in a minute comes out as the deal itself would; a live book's clock only adds the news that a due date is over.
/// </summary>
internal static class JudgeMilestones
{
    /// <summary>How long the journal is given to catch up before a due date is looked at again.</summary>
    private static readonly TimeSpan JournalLag = TimeSpan.FromMilliseconds(500);

    /// <param name="clock">Known to have been reached, whatever has been told; null where only told time counts.</param>
    public static async Task RunAsync(
        string agreement, DateTimeOffset? clock, LedgerSession ledger, ILineProgress progress, ICatalog catalog, CancellationToken ct)
    {
        var stream = await ledger.OpenAsync<Agreement>(Agreement.KeyOf(agreement), ct);
        if (stream.State is not { } state || !state.Milestones.Exists(m => m.IsOpen))
        {
            return;
        }

        var now = await progress.OfAgreementAsync(ledger.Book, agreement, null, null, ct);
        var time = clock > now.EffectiveHigh || now.EffectiveHigh is null ? clock : now.EffectiveHigh;
        var products = await catalog.ProductsAsync(ledger.Book, [.. state.Lines.Select(l => l.Product).OfType<string>().Distinct()], ct);
        var events = new List<object>();
        foreach (var due in state.Milestones.Where(m => m.IsOpen).GroupBy(m => m.DueEnd))
        {
            // Facts may arrive in bulk, long after they happened: what counts is what was there when the due date ended.
            var isOver = due.Key <= time;
            var then = isOver && due.Any(m => m.State == MilestoneState.Planned || MilestoneCount.Of(m, state, now.Balances, products) >= m.Quantity)
                ? await progress.OfAgreementAsync(ledger.Book, agreement, due.Key.AddMicroseconds(-1), null, ct)
                : null;
            if (then is not null && then.Position < now.Position)
            {
                await ledger.ScheduleAsync(new MilestonesToJudge(agreement, clock), ledger.Now + JournalLag);
                continue;
            }

            events.AddRange(due.SelectMany(m => Judge(m, Reading.Of(m, state, now, products), then is null ? null : Reading.Of(m, state, then, products))));
        }

        if (events.Count > 0)
        {
            await stream.RecordAsync(Decision.Accept(events));
        }
    }

    /// <summary>A milestone that was missed and reached since is both, so that its history does not depend on how soon it was judged.</summary>
    /// <param name="now">What counts as of the last fact.</param>
    /// <param name="atDueEnd">What counted when the due date ended; null while it has not.</param>
    public static IEnumerable<object> Judge(Milestone milestone, Reading now, Reading? atDueEnd)
    {
        if (!milestone.IsOpen)
        {
            yield break;
        }

        if (atDueEnd is { EffectiveHigh: { } before } && atDueEnd.Count >= milestone.Quantity)
        {
            yield return new MilestoneReached(milestone.Code, Decimals.Write(atDueEnd.Count), atDueEnd.Position, false, before);
            yield break;
        }

        if (atDueEnd is not null && milestone.State == MilestoneState.Planned)
        {
            yield return new MilestoneMissed(milestone.Code, milestone.DueOn, Decimals.Write(atDueEnd.Count), atDueEnd.Position, milestone.DueEnd);
        }

        if (now is { EffectiveHigh: { } at } && now.Count >= milestone.Quantity)
        {
            yield return new MilestoneReached(milestone.Code, Decimals.Write(now.Count), now.Position, at >= milestone.DueEnd, at);
        }
    }
}

/// <summary>How many units count toward a milestone at a position, and the effective time that is known by then.</summary>
internal sealed record Reading(Fraction Count, long Position, DateTimeOffset? EffectiveHigh)
{
    public static Reading Of(Milestone milestone, Agreement agreement, AgreementProgress progress, IReadOnlyDictionary<string, ProductInfo> products) =>
        new(MilestoneCount.Of(milestone, agreement, progress.Balances, products), progress.Position, progress.EffectiveHigh);
}
