namespace Ledger.Agreements.Agreements;

/// <param name="Count">The units that counted toward it at that position: a decimal or a fraction in a string.</param>
/// <param name="Position">Position up to which the units were counted.</param>
/// <param name="Late">Reached after the due date.</param>
[ContractName("agreements.milestone-reached.v1")]
public sealed record MilestoneReached(string Milestone, string Count, long Position, bool Late, DateTimeOffset OccurredAt) : IFact;

/// <summary>The due date passed without the quantity being reached.</summary>
/// <param name="Count">The units that counted toward it by then: a decimal or a fraction in a string.</param>
[ContractName("agreements.milestone-missed.v1")]
public sealed record MilestoneMissed(string Milestone, DateOnly DueOn, string Count, long Position, DateTimeOffset OccurredAt) : IFact;

[ContractName("agreements.milestone-confirmed.v1")]
public sealed record MilestoneConfirmed(string Milestone, string By, string? Reference, DateTimeOffset OccurredAt) : IFact;

[ContractName("agreements.milestone-disputed.v1")]
public sealed record MilestoneDisputed(string Milestone, string By, string Reason, DateTimeOffset OccurredAt) : IFact;

[ContractName("agreements.milestone-waived.v1")]
public sealed record MilestoneWaived(string Milestone, string By, string Reason, DateTimeOffset OccurredAt) : IFact;
