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
/// <param name="Position">Position up to which the units were counted.</param>
/// <param name="OccurredAt">Effective time of the fact that decided it.</param>
/// <param name="DecidedBy">That fact's position and record time; absent where an earlier build judged it.</param>
/// <param name="AfterMissed">True when that fact was told after the milestone had been recorded as missed, and shows that it was reached in time.</param>
public sealed record ReachedEvidence(
    long Position, Fraction Count, DateTimeOffset OccurredAt, bool Late, DecidingFact? DecidedBy = null, bool? AfterMissed = null)
{
    public static ReachedEvidence Of(MilestoneReached e) => new(e.Position, Fraction.Parse(e.Count), e.OccurredAt, e.Late, e.DecidedBy, e.AfterMissed);
}

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

    /// <summary>A due date that was over when other terms were agreed: whoever missed it is late, whatever the new date is.</summary>
    public DateOnly? FirstDueOn { get; set; }

    /// <summary>Units that count toward it at the moment that was asked about. Only the progress of an agreement shows it.</summary>
    public Fraction? Count { get; set; }

    /// <summary>Its outcome is still open: units may yet reach it.</summary>
    [JsonIgnore]
    public bool IsOpen => State is MilestoneState.Planned or MilestoneState.Missed;

    /// <summary>It follows the figures: until the customer has settled it, what units reach they can also fall below.</summary>
    [JsonIgnore]
    public bool IsJudged => IsOpen || State is MilestoneState.Reached;

    /// <summary>The agreement's time zone, an IANA name, in which its due date is a day; absent when that is UTC.</summary>
    public string? TimeZone { get; set; }

    /// <summary>The moment at which the due date is over.</summary>
    [JsonIgnore]
    public DateTimeOffset DueEnd => Days.EndOf(DueOn, TimeZone);

    /// <summary>From this moment on it is reached late.</summary>
    [JsonIgnore]
    public DateTimeOffset LateFrom => Days.EndOf(FirstDueOn ?? DueOn, TimeZone);

    /// <summary>The threshold as it is agreed.</summary>
    public MilestoneTerms ToTerms() => new(Code, Name, Metric, Quantity, DueOn, Product, Family);

    /// <summary>New terms are a new chance: a missed milestone is planned again, and comes back only as late.</summary>
    /// <param name="at">When they were agreed.</param>
    public void Set(MilestoneTerms terms, DateTimeOffset at, string? timeZone = null)
    {
        FirstDueOn ??= Code.Length > 0 && Metric.Length > 0 && DueEnd <= at ? DueOn : null;
        (Reached, TimeZone) = (null, timeZone);
        (Name, Metric, Product, Family) = (terms.Name, terms.Metric, terms.Product, terms.Family);
        (Quantity, DueOn, State) = (terms.Quantity, terms.DueOn, MilestoneState.Planned);
    }

    public void Reach(ReachedEvidence evidence) => (State, Reached) = (MilestoneState.Reached, evidence);

    public void FallBack() => (State, Reached) = (MilestoneState.Planned, null);

    public void Miss() => State = MilestoneState.Missed;

    public void Settle(MilestoneState state, MilestoneSettlement settlement) => (State, Settlement) = (state, settlement);
}
