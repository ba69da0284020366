using System.Text.Json.Serialization;

namespace Ledger.Agreements.Agreements;

/// <summary>An agreed threshold: so many units of a product or family, measured by a metric, by a date.</summary>
public sealed record MilestoneTerms(string Milestone, string Name, string Metric, long Quantity, DateOnly DueOn, string? Product = null, string? Family = null);

public enum MilestoneState
{
    Planned,
    Reached,
    Missed,
    Confirmed,
    Disputed,
    Waived,
}

/// <summary>The evidence that a milestone was reached.</summary>
public sealed record ReachedEvidence(long Position, Fraction Count, DateTimeOffset OccurredAt, bool Late);

/// <summary>The customer's latest statement about it.</summary>
public sealed record MilestoneSettlement(string By, string? Reason, string? Reference, DateTimeOffset OccurredAt);

public sealed class Milestone
{
    [JsonPropertyName("milestone")]
    public string Code { get; set; } = "";

    public string Name { get; set; } = "";

    public string Metric { get; set; } = "";

    public string? Product { get; set; }

    public string? Family { get; set; }

    public long Quantity { get; set; }

    public DateOnly DueOn { get; set; }

    public MilestoneState State { get; set; }

    public ReachedEvidence? Reached { get; set; }

    public MilestoneSettlement? Settlement { get; set; }

    /// <summary>Its outcome is still open: units may yet reach it.</summary>
    [JsonIgnore]
    public bool IsOpen => State is MilestoneState.Planned or MilestoneState.Missed;

    /// <summary>The moment at which the due date is over. Dates of agreements are days in UTC.</summary>
    [JsonIgnore]
    public DateTimeOffset DueEnd => EndOf(DueOn);

    public static DateTimeOffset EndOf(DateOnly day) => new(day.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    /// <summary>New terms are a new chance: a missed milestone is planned again.</summary>
    public void Set(MilestoneTerms terms)
    {
        (Name, Metric, Product, Family) = (terms.Name, terms.Metric, terms.Product, terms.Family);
        (Quantity, DueOn, State) = (terms.Quantity, terms.DueOn, MilestoneState.Planned);
    }

    public void Reach(ReachedEvidence evidence) => (State, Reached) = (MilestoneState.Reached, evidence);

    public void Miss() => State = MilestoneState.Missed;

    public void Settle(MilestoneState state, MilestoneSettlement settlement) => (State, Settlement) = (state, settlement);
}
