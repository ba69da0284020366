using System.Text.Json.Serialization;

namespace Ledger.Cli.Progress;

/// <summary>What the ledger says about an agreement's progress, as far as it is shown here.</summary>
internal sealed record AgreementProgress(
    string Agreement, long Position, IReadOnlyList<LineProgress> Lines, IReadOnlyList<MilestoneProgress> Milestones, DateTimeOffset? AsOf = null);

/// <summary>All quantities are committed units: a substitute counts by its ratio, so they may be fractional.</summary>
internal sealed record LineProgress(
    int Line, long Committed, decimal Ordered, decimal Shipped, decimal Received, decimal Accepted, decimal Commissioned,
    string? Product = null, string? Family = null);

internal sealed record MilestoneProgress(
    string Milestone, string Name, string Metric, long Quantity, DateOnly DueOn, string State, MilestoneEvidence? Reached = null);

/// <summary>The moment at which the quantity was reached: what the ledger gives as evidence.</summary>
internal sealed record MilestoneEvidence(long Position, decimal Count, DateTimeOffset OccurredAt, bool Late = false);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(AgreementProgress))]
internal sealed partial class ProgressJson : JsonSerializerContext;
