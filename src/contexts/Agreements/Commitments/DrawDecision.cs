using Ledger.Agreements.Agreements;
using Marten.Events.Projections;

namespace Ledger.Agreements.Commitments;

/// <summary>
/// What was decided about one draw or release, so that a message that comes again gets the same answer and counts once. It is kept beside the agreement,
/// written with the event itself: the agreement stays small however many orders draw on it.
/// </summary>
public sealed class DrawDecision
{
    public string Id { get; set; } = "";

    /// <summary>Problem code of a refusal; null when it was drawn or released.</summary>
    public string? Code { get; set; }

    public string? Detail { get; set; }

    public static string DrawKey(string order, int change) => $"draw/{order}/{change}";

    public static string ReleaseKey(string order, int change) => $"release/{order}/{change}";

    public static DrawDecision Of(CommitmentDrawn e) => new() { Id = DrawKey(e.Order, e.Change) };

    public static DrawDecision Of(CommitmentRefused e) => new() { Id = DrawKey(e.Order, e.Change), Code = e.Code, Detail = e.Detail };

    public static DrawDecision Of(CommitmentReleased e) => new() { Id = ReleaseKey(e.Order, e.Change) };
}

/// <summary>Writes the decisions down, in the transaction that records their events.</summary>
public sealed partial class DrawDecisions : EventProjection
{
    public DrawDecision Create(CommitmentDrawn e) => DrawDecision.Of(e);

    public DrawDecision Create(CommitmentRefused e) => DrawDecision.Of(e);

    public DrawDecision Create(CommitmentReleased e) => DrawDecision.Of(e);
}
