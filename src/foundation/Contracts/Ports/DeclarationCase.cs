namespace Ledger.Contracts.Ports;

/// <summary>A recorded event as a declaration looks at it.</summary>
/// <param name="By">Party that recorded it; null where nobody outside did.</param>
public sealed record RecordedFact(Guid Id, string Stream, long Version, long Position, string Type, string? By, object Data);

/// <summary>What a declaration is decided on.</summary>
/// <param name="Reason"><see cref="ErrorReason"/>.</param>
/// <param name="Wrong">The event that is said to be wrong.</param>
/// <param name="Stream">All events of its stream, in order.</param>
/// <param name="Correctives">The events that are said to put it right, in the ledger's order.</param>
public sealed record DeclarationCase(string Reason, RecordedFact Wrong, IReadOnlyList<RecordedFact> Stream, IReadOnlyList<RecordedFact> Correctives)
{
    /// <summary>Facts of its stream, it included.</summary>
    public IEnumerable<object> Facts => Stream.Select(fact => fact.Data);

    /// <summary>Facts that came after it in its stream.</summary>
    public IEnumerable<object> Later => Stream.Where(fact => fact.Version > Wrong.Version).Select(fact => fact.Data);

    /// <summary>Those of the corrective facts that are in its stream.</summary>
    public IEnumerable<object> Corrections => Correctives.Where(fact => fact.Stream == Wrong.Stream).Select(fact => fact.Data);

    public bool IsIncorrectData => Reason == ErrorReason.IncorrectData;
}

/// <summary>Why an event is declared erroneous; the error reasons of the GS1 Core Business Vocabulary, as an EPCIS error declaration has them.</summary>
public static class ErrorReason
{
    /// <summary>What was recorded never happened.</summary>
    public const string DidNotOccur = "did-not-occur";

    /// <summary>It happened, but not as it was recorded.</summary>
    public const string IncorrectData = "incorrect-data";
}
