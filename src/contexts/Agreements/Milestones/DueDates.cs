using Ledger.Agreements.Agreements;

namespace Ledger.Agreements.Milestones;

/// <summary>Sets the alarms of a live book's due dates. In a rehearsal only told time passes.</summary>
internal static class DueDates
{
    /// <summary>Facts about a date that was over when the agreement was recorded get this long to be recorded too.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromDays(1);

    /// <param name="timeZone">The agreement's, in which its dates are days.</param>
    public static Task WatchAsync(
        string agreement, string? timeZone, Decision decision, LedgerSession ledger, ICatalog catalog, CancellationToken ct) => WatchAsync(
            agreement, decision.Events.SelectMany(MilestonesOf).Select(m => (m.Milestone, m.DueOn, Days.EndOf(m.DueOn, timeZone))), ledger, catalog, ct);

    public static async Task WatchAsync(
        string agreement, IEnumerable<(string Milestone, DateOnly DueOn, DateTimeOffset DueEnd)> due, LedgerSession ledger, ICatalog catalog,
        CancellationToken ct)
    {
        var milestones = due.ToList();
        if (milestones.Count == 0 || await catalog.BookAsync(ledger.Book, ct) is not { Rehearsal: false })
        {
            return;
        }

        foreach (var (milestone, dueOn, dueEnd) in milestones)
        {
            await ledger.ScheduleAsync(new MilestoneFellDue(agreement, milestone, dueOn, dueEnd), AlarmOf(dueEnd, ledger.Now));
        }
    }

    public static DateTimeOffset AlarmOf(DateTimeOffset dueEnd, DateTimeOffset now) => dueEnd > now ? dueEnd : now + Grace;

    private static IReadOnlyList<MilestoneTerms> MilestonesOf(object fact) => fact switch
    {
        AgreementSigned signed => signed.Milestones,
        AgreementAmended amended => amended.Milestones,
        _ => [],
    };
}
