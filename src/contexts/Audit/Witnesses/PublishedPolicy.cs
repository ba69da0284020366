using Ledger.Audit.Log.Keys;
using Ledger.Sealing.Notes;
using Marten;

namespace Ledger.Audit.Witnesses;

/// <summary>Whose signatures the heads of a book's log need, as the operator says it to everybody: the keys of the log, and all appointed witnesses.</summary>
public sealed class PublishedPolicy(IDocumentStore store, LogKeys keys)
{
    /// <returns>Null when the key file of this host does not hold all keys of the book.</returns>
    public async Task<WitnessPolicy?> OfAsync(string book, CancellationToken ct)
    {
        await using var session = store.QuerySession(book);
        var rotations = (await session.Events.AggregateStreamAsync<LogKey>(LogKey.Key, token: ct))?.Rotations ?? 0;
        var logs = Enumerable.Range(1, rotations + 1).Select(generation => keys.Find(book, generation)).OfType<string>().ToList();
        var roster = await session.LoadAsync<WitnessRoster>(WitnessRoster.Key, ct);
        return logs.Count > rotations
            ? WitnessPolicy.All([.. logs.Select(VerifierKey.Parse)], [.. roster?.Witnesses.Select(witness => witness.InPolicy) ?? []])
            : null;
    }
}
