namespace Ledger.Contracts.Ports;

/// <summary>What a context's figures were at two moments. Each context implements it for its own views, and Audit puts them together.</summary>
public interface IReplays
{
    /// <summary>What its figures are of: <c>stock</c>, <c>agreement</c>, <c>order</c>, <c>batch</c>, <c>rack</c>.</summary>
    string Of { get; }

    /// <summary>Who sees the events of this context sees the figures, which are made from nothing else.</summary>
    string Context { get; }

    /// <summary>A page of the figures, in the order of their keys.</summary>
    /// <param name="after">What the page before gave as next; empty for the first.</param>
    /// <param name="limit">Most figures that a page holds; it may hold fewer although more follow.</param>
    Task<ReplayPage> ReplayAsync(string book, ReplaySpan span, string after, int limit, CancellationToken ct);
}

/// <summary>Two moments of the ledger, or one.</summary>
/// <param name="From">Position of the earlier one; null when only the later one is asked for: its figures come without what they were before and why.</param>
/// <param name="To">Position of the later one.</param>
/// <param name="EffectiveAt">Only what had happened by then, at both; null for everything.</param>
/// <param name="IsWhole">Figures that did not change are told too.</param>
public sealed record ReplaySpan(long? From, long To, DateTimeOffset? EffectiveAt = null, bool IsWhole = false);

/// <param name="Next">Where the next page starts; null at the end.</param>
public sealed record ReplayPage(IReadOnlyList<ReplayedFigure> Figures, string? Next);

/// <summary>One figure at both moments. Quantities are texts: decimals, or fractions such as 1/3.</summary>
/// <param name="Of">What it is a figure of: <c>stock</c>, <c>condition</c>, <c>agreement</c>, <c>agreementLine</c>, <c>milestone</c>, <c>order</c>,
/// <c>batch</c> or <c>rack</c>.</param>
/// <param name="Key">Which one: its number, or product and account.</param>
/// <param name="Figure">Which figure of it: <c>units</c>, <c>shipped</c>, <c>state</c>.</param>
/// <param name="Before">At the earlier moment; absent where there was none.</param>
/// <param name="After">At the later moment; absent where there was none.</param>
/// <param name="Difference">By how much a quantity changed.</param>
/// <param name="EventsCount">How many events between the two moments led from one to the other.</param>
/// <param name="Events">The first of those.</param>
public sealed record ReplayedFigure(
    string Of, string Key, string Figure, string? Before, string? After, string? Difference, long EventsCount, IReadOnlyList<EventMark> Events)
{
    /// <summary>Events that a figure names. <c>explain</c> lists all.</summary>
    public const int EventsMax = 20;
}

/// <summary>Which event.</summary>
public sealed record EventMark(long Position, Guid Id, string Type);
