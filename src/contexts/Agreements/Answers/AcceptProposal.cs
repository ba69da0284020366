using Ledger.Agreements.Agreements;
using Ledger.Agreements.ConfidentialTerms;
using Ledger.Agreements.Proposals;
using Ledger.Agreements.Signing;
using Wolverine.Http;

namespace Ledger.Agreements.Answers;

/// <summary>Accepts a proposal of the other party. What it proposes is then in force.</summary>
/// <param name="By">The party that accepts it.</param>
[Allows(Roles.Supplier | Roles.Customer)]
[Sample("""{"agreement":"SA-1","proposal":1,"by":"CUS"}""")]
public sealed record AcceptProposal(string Agreement, int Proposal, string By, DateTimeOffset? OccurredAt = null) : ICommand, IAnswersProposal;

public sealed class AcceptProposalValidator : CommandValidator<AcceptProposal>
{
    public AcceptProposalValidator()
    {
        RuleFor(c => c.Agreement).DocumentName();
        RuleFor(c => c.Proposal).ProposalNumber();
        RuleFor(c => c.By).Number();
    }
}

/// <summary>What an acceptance is decided on.</summary>
/// <param name="Products">Those of the proposal, and of the agreement as it stands.</param>
/// <param name="Clock">The time by which a proposal expires.</param>
public sealed record AcceptProposalCase(
    AgreementProposals? Proposals, Agreement? Agreement, PartyInfo? Supplier, PartyInfo? Customer, IReadOnlyDictionary<string, ProductInfo> Products,
    DateTimeOffset Clock);

public static class AcceptProposalEndpoint
{
    [WolverinePost("/books/{book}/agreements/proposals/accept")]
    public static async Task<Answer> Post(AcceptProposal command, Deal deal, LedgerSession ledger, TermVault vault, ICatalog catalog, CancellationToken ct)
    {
        var told = deal.Told(command);
        var (openedProposals, openedAgreement) =
            (deal.Open<AgreementProposals>(AgreementProposals.KeyOf(command.Agreement)), deal.Open<Agreement>(Agreement.KeyOf(command.Agreement)));
        var (proposals, agreement) = (await openedProposals, await openedAgreement);
        var proposal = proposals.State?.Find(command.Proposal);
        var products = deal.Products(AcceptedChange.ProductsOf(proposal?.Content).Concat(Terms.ProductsOf(agreement.State)));
        var signing = proposal?.Content as SigningProposed;
        var supplier = signing is null ? null : await deal.Party(signing.Supplier);
        var customer = signing is null ? null : await deal.Party(signing.Customer);
        var clock = await new Expiry(ledger, catalog, ct).ClockAsync(told);
        var decision = Decide(command, new(proposals.State, agreement.State, supplier, customer, await products, clock), told);
        if (!decision.IsAccepted)
        {
            return await agreement.RecordAsync(decision);
        }

        if (proposal!.Content is ErasureProposed erasure)
        {
            await vault.EraseAsync(
                ledger, command.Agreement, [.. agreement.State!.ConfidentialTerms!.Where(term => erasure.Digests.Contains(term.Digest))], ct);
        }

        await vault.EraseProposedAsync(ledger, command.Agreement, ct, proposals.State!.StaleAfter(proposal));
        var change = Decision.Accept([.. decision.Events.Where(fact => fact is not IProposalFact)]).Tell(decision.Messages);
        var recording = await agreement.RecordAsync(change, beside: proposals.With([.. decision.Events.OfType<IProposalFact>()]));
        await new SigningDesk(deal, ledger, catalog, ct).WatchAsync(command.Agreement, agreement.State, change, recording);
        return recording;
    }

    public static Decision Decide(AcceptProposal command, AcceptProposalCase facts, Told told)
    {
        if (AnswerProposal.Refuse(command, facts.Proposals, told, "accept", p => p.To, [ProposalState.Open], out var proposal) is { } refusal)
        {
            return refusal;
        }

        if (proposal.Content.ExpiresAt <= facts.Clock)
        {
            return Decision.Refuse(
                AgreementProblems.ProposalExpired, $"Proposal {proposal.Number} expired at {proposal.Content.ExpiresAt:u}. Make a new proposal.");
        }

        if (proposal.Kind != ProposalKind.Erasure && proposal.Content.Version != (facts.Agreement?.TermsVersion ?? 0))
        {
            return Decision.Refuse(
                AgreementProblems.ProposalNotOpen, $"Proposal {proposal.Number} is stale. The agreement was changed after it was made. Make a new proposal.");
        }

        var consent = new Consent(proposal.Number, proposal.Content.By, proposal.Content.OccurredAt, command.By);
        // However early the acceptance is told, nothing was agreed before it was proposed.
        var agreed = told.When < proposal.Content.OccurredAt ? told with { When = proposal.Content.OccurredAt } : told;
        var change = AcceptedChange.Decide(proposal, facts, agreed);
        return change.IsAccepted
            ? Decision.Accept([.. change.Events.Select(fact => AcceptedChange.Signed(consent, fact)), new ProposalAccepted(
                command.Agreement, command.Proposal, command.By, told.When)]).Tell(change.Messages)
            : change;
    }
}
