using Ledger.Agreements.Agreements;

namespace Ledger.Agreements.Proposals;

/// <summary>What the parties of an agreement have proposed to each other, and what became of it.</summary>
public sealed class AgreementProposals
{
    public string Id { get; set; } = "";

    public List<Proposal> Proposals { get; set; } = [];

    public int NextNumber => Proposals.Count + 1;

    public bool AwaitsSigning => Proposals.Exists(p => p is { Kind: ProposalKind.Signing, State: ProposalState.Open });

    /// <summary>The open proposals that are out of date once this one is accepted. An erasure changes none of the terms that others would change.</summary>
    public IReadOnlyList<Proposal> StaleAfter(Proposal accepted) => accepted.Kind == ProposalKind.Erasure
        ? []
        : [.. Proposals.Where(p => p != accepted && p is { State: ProposalState.Open, Kind: not ProposalKind.Erasure })];

    public static string KeyOf(string agreement) => $"proposals/{agreement}";

    public Proposal? Find(int number) => Proposals.Find(p => p.Number == number);

    public void Apply(SigningProposed e) => Add(e);

    public void Apply(AmendmentProposed e) => Add(e);

    public void Apply(SubstitutionProposed e) => Add(e);

    public void Apply(ClosingProposed e) => Add(e);

    public void Apply(ErasureProposed e) => Add(e);

    public void Apply(TermsProposed e)
    {
        if (Find(e.Proposal) is { } proposal)
        {
            proposal.Terms = e.Terms;
        }
    }

    /// <summary>What was accepted changes the agreement; what else was to change it as it stood is out of date.</summary>
    public void Apply(ProposalAccepted e)
    {
        Answer(e.Proposal, ProposalState.Accepted, e.By, null, e.OccurredAt);
        if (Find(e.Proposal) is { } accepted)
        {
            foreach (var other in StaleAfter(accepted))
            {
                other.State = ProposalState.Stale;
            }
        }
    }

    public void Apply(ProposalRejected e) => Answer(e.Proposal, ProposalState.Rejected, e.By, e.Reason, e.OccurredAt);

    public void Apply(ProposalWithdrawn e) => Answer(e.Proposal, ProposalState.Withdrawn, e.By, e.Reason, e.OccurredAt);

    public void Apply(ProposalExpired e) => Answer(e.Proposal, ProposalState.Expired, null, null, e.OccurredAt);

    private void Add(IProposal e) => Proposals.Add(new Proposal { Content = e });

    private void Answer(int number, ProposalState state, string? by, string? reason, DateTimeOffset at)
    {
        if (Find(number) is { } proposal)
        {
            (proposal.State, proposal.AnsweredBy, proposal.Reason, proposal.AnsweredAt) = (state, by, reason, at);
        }
    }
}

/// <summary>A change of an agreement that one party puts to the other.</summary>
public sealed class Proposal
{
    public required IProposal Content { get; init; }

    public ProposalKind Kind => Content switch
    {
        SigningProposed => ProposalKind.Signing,
        AmendmentProposed => ProposalKind.Amendment,
        SubstitutionProposed => ProposalKind.Substitution,
        ClosingProposed => ProposalKind.Closing,
        _ => ProposalKind.Erasure,
    };

    public int Number => Content.Proposal;

    public ProposalState State { get; set; }

    public string? AnsweredBy { get; set; }

    public DateTimeOffset? AnsweredAt { get; set; }

    public string? Reason { get; set; }

    public IReadOnlyList<AgreedTerm> Terms { get; set; } = [];

    /// <summary>What it is about, as people say it. No two open proposals are about the same.</summary>
    public string Subject => Content switch
    {
        SigningProposed => "the signing of the agreement",
        AmendmentProposed amendment => $"amendment {amendment.Amendment}",
        SubstitutionProposed substitution => $"the substitution of {substitution.Substitute} on line {substitution.Line}",
        ClosingProposed => "the closing of the agreement",
        _ => "the erasure of confidential terms",
    };
}

public enum ProposalKind
{
    Signing,
    Amendment,
    Substitution,
    Closing,
    Erasure,
}

public enum ProposalState
{
    /// <summary>It waits for the other party.</summary>
    Open,
    Accepted,
    Rejected,

    /// <summary>The party that made it took it back.</summary>
    Withdrawn,

    /// <summary>It was not answered in time.</summary>
    Expired,

    /// <summary>The agreement was changed otherwise before it was answered.</summary>
    Stale,
}
