namespace Ledger.Kernel;

/// <summary>
/// What a pure decision comes to: events to record with messages to send once they are, or a refusal and nothing else.
/// </summary>
public sealed record Decision
{
    public IReadOnlyList<object> Events { get; private init; } = [];

    public IReadOnlyList<object> Messages { get; private init; } = [];

    public Refusal? Refusal { get; private init; }

    public bool IsAccepted => Refusal is null;

    public static Decision Accept(params IReadOnlyList<object> events) => new() { Events = events };

    /// <summary>Accepted, and there is nothing to record: what a redelivered message comes to.</summary>
    public static Decision Nothing { get; } = new();

    public static Decision Refuse(ProblemCode code, string detail, IReadOnlyList<string>? serials = null) =>
        new() { Refusal = new Refusal(code, detail, serials) };

    /// <summary>Sends the messages with the commit that records the events.</summary>
    public Decision Tell(params IReadOnlyList<object> messages) => IsAccepted ? this with { Messages = [.. Messages, .. messages] } : this;
}

/// <summary>A business rule said no. A value, never an exception.</summary>
/// <param name="Serials">The offending units, where there are any.</param>
public sealed record Refusal(ProblemCode Code, string Detail, IReadOnlyList<string>? Serials = null)
{
    public static implicit operator Decision(Refusal refusal) => Decision.Refuse(refusal.Code, refusal.Detail, refusal.Serials);
}
