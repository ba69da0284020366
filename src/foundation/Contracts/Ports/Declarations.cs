namespace Ledger.Contracts.Ports;

/// <summary>What has been declared erroneous. Audit implements it; every view shows it beside what was recorded.</summary>
public interface IDeclarations
{
    /// <summary>Declarations that concern events of the stream, in the order of those events.</summary>
    Task<IReadOnlyList<DeclarationNote>> OfStreamAsync(string book, string stream, CancellationToken ct);

    /// <summary>Those of the events that have been declared erroneous; the others are simply absent.</summary>
    Task<IReadOnlyDictionary<Guid, DeclarationNote>> OfEventsAsync(string book, IReadOnlyCollection<Guid> events, CancellationToken ct);
}

/// <summary>A recorded event that was declared erroneous. It stays as it is; this stands beside it.</summary>
/// <param name="Event">Id of the event that is wrong.</param>
/// <param name="Type">Its contract.</param>
/// <param name="Version">Its place in its stream.</param>
/// <param name="Position">Its place in the ledger's order.</param>
/// <param name="Reason"><c>did-not-occur</c> or <c>incorrect-data</c>.</param>
/// <param name="CorrectiveEvents">The ids of the events that correct it.</param>
/// <param name="OccurredAt">When the error was declared, as the partner tells it.</param>
/// <param name="Declaration">Id of the event that declares it.</param>
/// <param name="DeclaredPosition">Place of the declaration in the ledger's order: before it nobody knew.</param>
public sealed record DeclarationNote(
    Guid Event, string Type, long Version, long Position, string Reason, IReadOnlyList<Guid> CorrectiveEvents, string? Note, DateTimeOffset OccurredAt,
    Guid Declaration, long DeclaredPosition);
