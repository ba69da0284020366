using JasperFx.Events;
using Ledger.Door.Permissions;
using Marten;

namespace Ledger.Audit.Declarations;

/// <summary>What a declaration is about, as it lies in the book.</summary>
/// <param name="Case">Null when there is no such event that the caller sees.</param>
/// <param name="Unknown">Corrective events that are not there, or that the caller does not see.</param>
/// <param name="Declared">Those that were declared erroneous themselves.</param>
/// <param name="Elsewhere">What rests on the event outside its stream, in words.</param>
public sealed record FoundFacts(DeclarationCase? Case, IReadOnlyList<Guid> Unknown, IReadOnlyCollection<Guid> Declared, string? Elsewhere = null);

/// <summary>Finds events by their ids, and the stream that one of them is in.</summary>
public sealed class RecordedFacts(IDocumentStore store, IDeclarations declarations, DeclarationRules rules, Rights rights)
{
    public async Task<FoundFacts> FindAsync(string book, DeclareErroneous command, Caller? by, CancellationToken ct)
    {
        var correctives = command.CorrectiveEvents ?? [];
        Guid[] wanted = [command.Event, .. correctives];
        await using var session = store.QuerySession(book);
        var events = await session.Events.QueryAllRawEvents().Where(e => e.Id.IsOneOf(wanted)).OrderBy(e => e.Sequence).ToListAsync(ct);
        var seen = events.Where(e => by?.Is(rights.ByContext(e.EventTypeName.Split('.')[0])) is not false).Select(FactOf).ToDictionary(fact => fact.Id);
        if (!seen.TryGetValue(command.Event, out var wrong))
        {
            return new(null, [], []);
        }

        var stream = await session.Events.FetchStreamAsync(wrong.Stream, token: ct);
        var found = seen.Values.Where(fact => correctives.Contains(fact.Id)).OrderBy(fact => fact.Position).ToList();
        var declared = await declarations.OfEventsAsync(book, correctives, ct);
        return new(
            new(command.Reason, wrong, [.. stream.Select(FactOf)], found), [.. correctives.Where(id => !seen.ContainsKey(id))], [.. declared.Keys],
            await rules.ElsewhereAsync(book, wrong, ct));
    }

    private static RecordedFact FactOf(IEvent e) => new(e.Id, e.StreamKey!, e.Version, e.Sequence, e.EventTypeName, Recorder.Of(e), e.Data);
}
