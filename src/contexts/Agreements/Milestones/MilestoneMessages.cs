using Ledger.Platform.Store;
using Notice = Ledger.Contracts.Messages;

namespace Ledger.Agreements.Milestones;

/// <summary>Scheduled for the end of a due date. It says which date it was set for, so that one that was amended away is recognised.</summary>
[ContractName("agreements.milestone-fell-due.v1")]
public sealed record MilestoneFellDue(string Agreement, string Milestone, DateOnly DueOn);

/// <summary>Lines or milestones have other terms: units that are there already may count anew.</summary>
[ContractName("agreements.terms-changed.v1")]
public sealed record TermsChanged(string Agreement);

public static class LineProgressedHandler
{
    public static Task Handle(Notice.LineProgressed message, LedgerSession ledger, ILineProgress progress, ICatalog catalog, CancellationToken ct) =>
        JudgeMilestones.RunAsync(AgreementLineKey.AgreementOf(message.Line), null, ledger, progress, catalog, ct);
}

public static class TermsChangedHandler
{
    public static Task Handle(TermsChanged message, LedgerSession ledger, ILineProgress progress, ICatalog catalog, CancellationToken ct) =>
        JudgeMilestones.RunAsync(message.Agreement, null, ledger, progress, catalog, ct);
}

public static class MilestoneFellDueHandler
{
    public static Task Handle(MilestoneFellDue message, LedgerSession ledger, ILineProgress progress, ICatalog catalog, CancellationToken ct) =>
        JudgeMilestones.RunAsync(message.Agreement, Milestone.EndOf(message.DueOn), ledger, progress, catalog, ct);
}
