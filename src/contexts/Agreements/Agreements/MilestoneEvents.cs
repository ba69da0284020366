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
[ContractName("agreements.milestone-reached.v1")]
public sealed record MilestoneReached(string Milestone, string Count, long Position, bool Late, DateTimeOffset OccurredAt) : IMilestoneFact
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

[ContractName("agreements.milestone-waived.v1")]
public sealed record MilestoneWaived(string Milestone, string By, string Reason, DateTimeOffset OccurredAt) : IMilestoneFact;
