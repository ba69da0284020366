using System.Text.Json.Serialization;

namespace Ledger.Cli.Progress;

/// <summary>What the ledger says about an agreement's progress, as far as it is shown here.</summary>
internal sealed record AgreementProgress(
    string Agreement, long Position, IReadOnlyList<LineProgress> Lines, IReadOnlyList<MilestoneProgress> Milestones, DateTimeOffset? AsOf = null);

/// <summary>Ordered may be fractional, for a substitute counts by its ratio; it then comes as a string.</summary>
internal sealed record LineProgress(
    int Line, long Committed, decimal Ordered, long Shipped, long Received, long Accepted, long Installed, long Commissioned,
    string? Product = null, string? Family = null);

internal sealed record MilestoneProgress(
    string Milestone, string Name, string Metric, long Quantity, DateOnly DueOn, string State, MilestoneEvidence? Reached = null);

/// <summary>The moment at which the quantity was reached: what the ledger gives as evidence.</summary>
internal sealed record MilestoneEvidence(long Position, long Count, DateTimeOffset OccurredAt);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(AgreementProgress))]
internal sealed partial class ProgressJson : JsonSerializerContext;
