using Ledger.Audit.Log.Statuses;
using Ledger.Sealing.Notes;
using Marten;

namespace Ledger.Audit.Witnesses;

/// <summary>Who the witnesses of books are.</summary>
public sealed class WitnessRosters(IDocumentStore store) : IBookPolicy
{
    /// <summary>Null for a book that never had a witness. Asked each time, for an appointment counts from its very commit, whichever host it went to.</summary>
    public async Task<WitnessRoster?> OfAsync(string book, CancellationToken ct)
    {
        await using var session = store.QuerySession(book);
        return await session.LoadAsync<WitnessRoster>(WitnessRoster.Key, ct);
    }

    /// <summary>Those of all books that have a witness to bring heads to.</summary>
    public async Task<IReadOnlyList<WitnessRoster>> WithAddressAsync(CancellationToken ct)
    {
        await using var session = store.QuerySession();
        var all = await session.Query<WitnessRoster>().Where(roster => roster.AnyTenant()).ToListAsync(ct);
        return [.. all.Where(roster => roster.Witnesses.Exists(witness => witness.Url is not null))];
    }

    /// <summary>All appointed witnesses must have signed. With none, nobody's signature makes a head countersigned.</summary>
    async Task<WitnessPolicy?> IBookPolicy.OfAsync(string book, CancellationToken ct) =>
        await OfAsync(book, ct) is { Witnesses.Count: > 0 } roster ? WitnessPolicy.All([], [.. roster.Witnesses.Select(witness => witness.InPolicy)]) : null;
}
