using Ledger.Agreements.Agreements;
using Ledger.Contracts.Messages;

namespace Ledger.Agreements.Milestones;

/// <summary>Scheduled for the end of a due date. It says which date it was set for, so that one that was amended away is recognised.</summary>
/// <param name="DueEnd">The moment at which the date is over; absent in messages of earlier builds, whose dates were days in UTC.</param>
[ContractName("agreements.milestone-fell-due.v1")]
public sealed record MilestoneFellDue(string Agreement, string Milestone, DateOnly DueOn, DateTimeOffset? DueEnd = null);

/// <summary>
/// Asks to judge an agreement's milestones: its terms changed, so that units that are there already may count anew, or a due date could not be judged yet.
/// </summary>
/// <param name="Clock">Known to have been reached, whatever has been told.</param>
[ContractName("agreements.milestones-to-judge.v1")]
public sealed record MilestonesToJudge(string Agreement, DateTimeOffset? Clock = null);

public static class LineProgressedHandler
{
    public static Task Handle(LineProgressed message, LedgerSession ledger, ILineProgress progress, ICatalog catalog, CancellationToken ct) =>
        JudgeMilestones.RunAsync(AgreementLineKey.AgreementOf(message.Line), null, ledger, progress, catalog, ct);
}

public static class MilestonesToJudgeHandler
{
    public static Task Handle(MilestonesToJudge message, LedgerSession ledger, ILineProgress progress, ICatalog catalog, CancellationToken ct) =>
        JudgeMilestones.RunAsync(message.Agreement, message.Clock, ledger, progress, catalog, ct);
}

public static class MilestoneFellDueHandler
{
    public static Task Handle(MilestoneFellDue message, LedgerSession ledger, ILineProgress progress, ICatalog catalog, CancellationToken ct) =>
        JudgeMilestones.RunAsync(message.Agreement, message.DueEnd ?? Days.EndOf(message.DueOn, null), ledger, progress, catalog, ct);
}
