namespace Ledger.Audit.Declarations;

/// <summary>A recorded event was wrong. It stays where it is; its views show it with this beside it.</summary>
/// <param name="Event">Id of the wrong event.</param>
/// <param name="Type">Its contract.</param>
/// <param name="Stream">Its stream.</param>
/// <param name="Version">Its place in that.</param>
/// <param name="Position">Its place in the ledger's order.</param>
/// <param name="Reason"><c>did-not-occur</c> or <c>incorrect-data</c>.</param>
/// <param name="CorrectiveEvents">Ids of the events that put it right.</param>
[ContractName("audit.event-declared-erroneous.v1")]
public sealed record EventDeclaredErroneous(
    Guid Event, string Type, string Stream, long Version, long Position, string Reason, IReadOnlyList<Guid> CorrectiveEvents, string? Note, DateTimeOffset OccurredAt) : IFact;

/// <summary>What has been declared about one event. It has a stream of its own, so that it is declared once.</summary>
public sealed class Declaration
{
    public string Id { get; set; } = "";

    public Guid Event { get; set; }

    public static string KeyOf(Guid recorded) => $"declaration/{recorded:D}";

    public void Apply(EventDeclaredErroneous e) => Event = e.Event;
}
