using System.Text.Json.Serialization;
using Ledger.Agreements.Agreements;
using Newtonsoft.Json;

namespace Ledger.Agreements.Proposals;

/// <summary>What was told about a proposal. It rests on what was told about this proposal before; nothing else of the agreement rests on it.</summary>
public interface IProposalFact : IFact
{
    string Agreement { get; }

    /// <summary>Number of the proposal: the agreement's proposals are counted from 1.</summary>
    int Proposal { get; }

    IEnumerable<string> IFact.RestsOn(string stream) => [Step.Proposal(Step.Agreement(Agreement), Proposal)];

    IEnumerable<string> IFact.Steps(string stream) => [Step.Proposal(Step.Agreement(Agreement), Proposal)];
}

/// <summary>One party puts a change to the other. It rests on the agreement as it stands.</summary>
public interface IProposal : IProposalFact
{
    /// <summary>Version of the agreement that it changes: 0 where there is none yet.</summary>
    int Version { get; }

    string By { get; }

    string To { get; }

    /// <summary>The moment from which it can no longer be accepted.</summary>
    DateTimeOffset? ExpiresAt { get; }

    IEnumerable<string> IFact.RestsOn(string stream) => [Step.Agreement(Agreement), Step.Proposal(Step.Agreement(Agreement), Proposal)];
}

[ContractName("agreements.signing-proposed.v1")]
public sealed record SigningProposed(
    string Agreement, int Proposal, int Version, string By, string To, string Supplier, string Customer, IReadOnlyList<CommittedLine> Lines,
    IReadOnlyList<MilestoneTerms> Milestones, DateTimeOffset OccurredAt, string? TimeZone = null, DateTimeOffset? ExpiresAt = null) : IProposal;

/// <param name="LinesBefore">The lines that it changes, as they stood; a line that it adds is not among them.</param>
/// <param name="MilestonesBefore">The milestones that it changes, as they stood.</param>
[ContractName("agreements.amendment-proposed.v1")]
public sealed record AmendmentProposed(
    string Agreement, int Proposal, int Version, string By, string To, string Amendment, string Reason, IReadOnlyList<CommittedLine> Lines,
    IReadOnlyList<MilestoneTerms> Milestones, IReadOnlyList<CommittedLine> LinesBefore, IReadOnlyList<MilestoneTerms> MilestonesBefore,
    DateTimeOffset OccurredAt, DateTimeOffset? ExpiresAt = null) : IProposal;

/// <param name="Ratio">How many committed units one substitute unit counts for: a decimal or a fraction in a string, such as "1.5" or "1/3".</param>
[ContractName("agreements.substitution-proposed.v1")]
public sealed record SubstitutionProposed(
    string Agreement, int Proposal, int Version, string By, string To, int Line, string Product, string Substitute, string Ratio, DateTimeOffset OccurredAt,
    DateTimeOffset? ExpiresAt = null) : IProposal;

[ContractName("agreements.closing-proposed.v1")]
public sealed record ClosingProposed(
    string Agreement, int Proposal, int Version, string By, string To, string Reason, DateTimeOffset OccurredAt, DateTimeOffset? ExpiresAt = null) : IProposal;

/// <param name="Digests">Of the terms that are to be erased.</param>
[ContractName("agreements.erasure-proposed.v1")]
public sealed record ErasureProposed(
    string Agreement, int Proposal, int Version, string By, string To, IReadOnlyList<string> Digests, string Reason, DateTimeOffset OccurredAt,
    DateTimeOffset? ExpiresAt = null) : IProposal;

/// <summary>Confidential terms are part of a proposal, in the form of RFC 9901: what is recorded are the digests of their salted disclosures.</summary>
/// <param name="Document">Number of the agreement, or of the amendment, that they are to stand in.</param>
/// <param name="Sd">The digests, sorted, so that their order says nothing.</param>
/// <param name="SdAlg">What they are made with.</param>
/// <param name="Terms">The class of each, which decides who may see it.</param>
[ContractName("agreements.terms-proposed.v1")]
public sealed record TermsProposed(
    string Agreement, int Proposal, string Document,
    [property: JsonPropertyName("_sd"), JsonProperty("_sd")][param: JsonProperty("_sd")] IReadOnlyList<string> Sd,
    [property: JsonPropertyName("_sd_alg"), JsonProperty("_sd_alg")][param: JsonProperty("_sd_alg")] string SdAlg,
    IReadOnlyList<AgreedTerm> Terms, DateTimeOffset OccurredAt) : IProposalFact;

/// <summary>The other party accepts. The change that was proposed is recorded with it, and is in force.</summary>
[ContractName("agreements.proposal-accepted.v1")]
public sealed record ProposalAccepted(string Agreement, int Proposal, string By, DateTimeOffset OccurredAt) : IProposalFact;

[ContractName("agreements.proposal-rejected.v1")]
public sealed record ProposalRejected(string Agreement, int Proposal, string By, string Reason, DateTimeOffset OccurredAt) : IProposalFact;

[ContractName("agreements.proposal-withdrawn.v1")]
public sealed record ProposalWithdrawn(string Agreement, int Proposal, string By, string Reason, DateTimeOffset OccurredAt) : IProposalFact;

/// <summary>Nobody answered in time.</summary>
[ContractName("agreements.proposal-expired.v1")]
public sealed record ProposalExpired(string Agreement, int Proposal, DateTimeOffset OccurredAt) : IProposalFact;
