using System.Globalization;
using Ledger.Agreements.Agreements;
using Ledger.Agreements.ConfidentialTerms;
using Ledger.Agreements.Proposals;
using Ledger.Door.Requests;
using Marten;
using Microsoft.AspNetCore.Http;
using Wolverine.Http;

namespace Ledger.Agreements.Answers;

public static class ReadProposals
{
    /// <summary>
    /// Returns what the parties of an agreement have proposed to each other, from the first to the last: who proposed it and when, what it changes, and what
    /// became of it. Confidential terms are disclosed to callers entitled to the term's class.
    /// </summary>
    [WolverineGet("/books/{book}/agreements/{agreement}/proposals", OperationId = "ReadProposals")]
    [Allows(RoleSets.Commercial)]
    [Answers<ProposalsView>(From = ReadFrom.Committed)]
    public static async Task<IResult> Get(string book, string agreement, HttpContext context, IQuerySession session, DisclosedTerms terms, CancellationToken ct)
    {
        var proposals = await session.Events.AggregateStreamAsync<AgreementProposals>(AgreementProposals.KeyOf(agreement), token: ct);
        if (proposals is null && await session.LoadAsync<Agreement>(Agreement.KeyOf(agreement), ct) is null)
        {
            return Problem.Of(AgreementProblems.UnknownAgreement, "This book has no agreement with this id, and nobody has proposed one.");
        }

        context.Response.Headers.CacheControl = "no-store";
        var caller = Caller.Of(context);
        var all = proposals?.Proposals ?? [];
        var parties = all.ToDictionary(p => p.Number.ToString(CultureInfo.InvariantCulture), p => (p.Content.By, p.Content.To));
        var found = await terms.ProposedAsync(
            book, agreement,
            (proposal, termClass) => parties.TryGetValue(proposal, out var between) && TermClasses.IsEntitled(caller, termClass, between.By, between.To), ct);
        var views = found.ToLookup(term => term.Document, TermView.Of);
        return Views.Json(new ProposalsView(
            agreement, [.. all.Select(p => ProposalView.Of(p, [.. views[p.Number.ToString(CultureInfo.InvariantCulture)]]))]));
    }
}

public sealed record ProposalsView(string Agreement, IReadOnlyList<ProposalView> Proposals);

/// <param name="Proposal">Its number.</param>
/// <param name="Version">Version of the agreement that it changes: its <c>termsVersion</c>, and 0 where there is no agreement yet.</param>
/// <param name="Amendment">Number of the amendment, where it proposes one.</param>
/// <param name="Reason">Why it was proposed.</param>
/// <param name="ExpiresAt">The moment from which it can no longer be accepted; absent where there is none.</param>
/// <param name="AnswerReason">Why it was rejected or withdrawn.</param>
/// <param name="Changes">What it changes: before and after.</param>
public sealed record ProposalView(
    int Proposal, ProposalKind Kind, ProposalState State, int Version, string ProposedBy, string ProposedTo, DateTimeOffset ProposedAt, string? Amendment,
    string? Reason, DateTimeOffset? ExpiresAt, string? AnsweredBy, DateTimeOffset? AnsweredAt, string? AnswerReason, IReadOnlyList<ProposedChange> Changes,
    IReadOnlyList<TermView> ConfidentialTerms)
{
    internal static ProposalView Of(Proposal p, IReadOnlyList<TermView> terms)
    {
        var (amendment, reason) = p.Content switch
        {
            AmendmentProposed a => (a.Amendment, a.Reason),
            ClosingProposed c => (null, c.Reason),
            ErasureProposed e => (null, e.Reason),
            _ => ((string?)null, (string?)null),
        };
        return new(
            p.Number, p.Kind, p.State, p.Content.Version, p.Content.By, p.Content.To, p.Content.OccurredAt, amendment, reason, p.Content.ExpiresAt,
            p.AnsweredBy, p.AnsweredAt, p.Reason, ProposedChanges.Of(p.Content), terms);
    }
}
