namespace Ledger.Audit.Declarations;

/// <summary>A recorded event was wrong. It stays in the history; views show this declaration with it.</summary>
/// <param name="Event">Id of the wrong event.</param>
/// <param name="Type">The wrong event's contract.</param>
/// <param name="Stream">The wrong event's stream.</param>
/// <param name="Version">The wrong event's version in its stream.</param>
/// <param name="Position">The wrong event's position.</param>
/// <param name="Reason"><c>did-not-occur</c> or <c>incorrect-data</c>.</param>
/// <param name="CorrectiveEvents">The ids of the events that correct it.</param>
[ContractName("audit.event-declared-erroneous.v1")]
public sealed record EventDeclaredErroneous(
    Guid Event, string Type, string Stream, long Version, long Position, string Reason, IReadOnlyList<Guid> CorrectiveEvents, string? Note,
    DateTimeOffset OccurredAt) : IFact;

/// <summary>What has been declared about one event. It has a stream of its own, so that it is declared once.</summary>
public sealed class Declaration
{
    public string Id { get; set; } = "";

    public Guid Event { get; set; }

    public static string KeyOf(Guid recorded) => $"declaration/{recorded:D}";

    public void Apply(EventDeclaredErroneous e) => Event = e.Event;
}
