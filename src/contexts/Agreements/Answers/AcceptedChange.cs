using Ledger.Agreements.Agreements;
using Ledger.Agreements.Proposals;
using Ledger.Agreements.Signing;

namespace Ledger.Agreements.Answers;

/// <summary>What a proposal comes to when it is accepted: its command is decided once more, by the same rules and on the deal as it is by then.</summary>
internal static class AcceptedChange
{
    public static Decision Decide(Proposal proposal, AcceptProposalCase facts, Told told) => proposal.Content switch
    {
        SigningProposed p => SignAgreementEndpoint.Decide(
            new(p.Agreement, p.Supplier, p.Customer, p.Lines, p.Milestones, TimeZone: p.TimeZone),
            new(facts.Agreement, facts.Supplier, facts.Customer, facts.Products, proposal.Terms), told),
        AmendmentProposed p => AmendAgreementEndpoint.Decide(
            new(p.Agreement, p.Amendment, p.Reason, p.Lines, p.Milestones), new(facts.Agreement, facts.Products, proposal.Terms), told),
        SubstitutionProposed p => ApproveSubstitutionEndpoint.Decide(
            new(p.Agreement, p.Line, p.Product, p.Substitute, p.Ratio), new(facts.Agreement, facts.Products), told),
        ClosingProposed p => CloseAgreementEndpoint.Decide(new(p.Agreement, p.Reason), facts.Agreement, told),
        ErasureProposed p => EraseTermsEndpoint.Decide(new(p.Agreement, p.Reason, Digests: p.Digests), facts.Agreement, told),
        var other => throw new InvalidOperationException($"{other.GetType().Name} is not a proposal."),
    };

    /// <summary>Products that the decision is about, besides those of the agreement as it stands.</summary>
    public static IEnumerable<string> ProductsOf(IProposal? proposal) => proposal switch
    {
        SigningProposed p => Terms.ProductsOf(p.Lines, p.Milestones),
        AmendmentProposed p => Terms.ProductsOf(p.Lines, p.Milestones),
        SubstitutionProposed p => [p.Product, p.Substitute],
        _ => [],
    };

    /// <summary>The fact with both signatures.</summary>
    public static object Signed(Consent consent, object fact) => fact switch
    {
        AgreementSigned f => f with { Consent = consent },
        AgreementAmended f => f with { Consent = consent },
        SubstitutionApproved f => f with { Consent = consent },
        AgreementClosed f => f with { Consent = consent },
        TermsErased f => f with { Consent = consent },
        _ => fact,
    };
}
