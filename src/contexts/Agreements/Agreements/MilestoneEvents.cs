namespace Ledger.Agreements.Agreements;

/// <summary>What became of a milestone. It rests on the agreement's terms and on what was told about this milestone; nothing else rests on it.</summary>
public interface IMilestoneFact : IFact
{
    string Milestone { get; }

    IEnumerable<string> IFact.RestsOn(string stream) => [stream, Step.Milestone(stream, Milestone)];

    IEnumerable<string> IFact.Steps(string stream) => [Step.Milestone(stream, Milestone)];
}

/// <param name="Count">The units that counted toward it at that position: a decimal or a fraction in a string.</param>
/// <param name="Position">Position up to which the units were counted.</param>
/// <param name="Late">Reached after the due date.</param>
/// <param name="OccurredAt">Effective time of the fact that decided it: by it the units came to the quantity, and have not been below it since.</param>
/// <param name="DecidedBy">That fact; absent in events of earlier builds, which did not tell it.</param>
/// <param name="AfterMissed">True when the fact was told after the milestone had been recorded as missed, and shows that it was reached in time.</param>
[ContractName("agreements.milestone-reached.v1")]
public sealed record MilestoneReached(
    string Milestone, string Count, long Position, bool Late, DateTimeOffset OccurredAt, DecidingFact? DecidedBy = null, bool? AfterMissed = null)
    : IMilestoneFact
{
    IEnumerable<string> IFact.RestsOn(string stream) => [stream];
}

/// <summary>The fact that a milestone turned on.</summary>
public sealed record DecidingFact(long Position, DateTimeOffset RecordedAt);

/// <summary>Units that had reached a milestone no longer do, before the customer confirmed it: they were voided, returned, or told otherwise.</summary>
/// <param name="Count">The units that count toward it now: a decimal or a fraction in a string.</param>
/// <param name="OccurredAt">Effective time of the fact that decided it.</param>
[ContractName("agreements.milestone-fell-back.v1")]
public sealed record MilestoneFellBack(string Milestone, string Count, long Position, DateTimeOffset OccurredAt, DecidingFact? DecidedBy = null)
    : IMilestoneFact
{
    IEnumerable<string> IFact.RestsOn(string stream) => [stream];
}

/// <summary>The due date passed without the quantity being reached.</summary>
/// <param name="Count">The units that counted toward it by then: a decimal or a fraction in a string.</param>
[ContractName("agreements.milestone-missed.v1")]
public sealed record MilestoneMissed(string Milestone, DateOnly DueOn, string Count, long Position, DateTimeOffset OccurredAt) : IMilestoneFact
{
    IEnumerable<string> IFact.RestsOn(string stream) => [stream];
}

[ContractName("agreements.milestone-confirmed.v1")]
public sealed record MilestoneConfirmed(string Milestone, string By, string? Reference, DateTimeOffset OccurredAt) : IMilestoneFact;

[ContractName("agreements.milestone-disputed.v1")]
public sealed record MilestoneDisputed(string Milestone, string By, string Reason, DateTimeOffset OccurredAt) : IMilestoneFact;

/// <summary>The customer takes back a dispute: the milestone is reached, as far as the figures say so.</summary>
[ContractName("agreements.milestone-dispute-withdrawn.v1")]
public sealed record MilestoneDisputeWithdrawn(string Milestone, string By, string Reason, DateTimeOffset OccurredAt) : IMilestoneFact;

[ContractName("agreements.milestone-waived.v1")]
public sealed record MilestoneWaived(string Milestone, string By, string Reason, DateTimeOffset OccurredAt) : IMilestoneFact;
