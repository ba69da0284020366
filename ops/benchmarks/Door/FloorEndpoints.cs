using Ledger.Agreements.Books;
using Ledger.Contracts;
using Marten;
using Wolverine.Http;

namespace Ledger.Bench.Door;

/// <summary>The same command as the ledger's, which a floor takes with less of the door before it.</summary>
public sealed record RegisterSite(string Site, string Name, SiteKind Kind, DateTimeOffset? OccurredAt = null) : ICommand;

public sealed record FloorAnswer(string Stream, Guid Event);

/// <summary>One event a command through the same Marten and Wolverine: without, and with, an idempotency key that is claimed in the transaction.</summary>
public static class FloorEndpoints
{
    [WolverinePost("/books/{book}/bare")]
    public static FloorAnswer Bare(RegisterSite command, IDocumentSession session) => Record(command, session);

    [WolverinePost("/books/{book}/known/bare")]
    public static FloorAnswer Known(RegisterSite command, IDocumentSession session) => Record(command, session);

    [WolverinePost("/books/{book}/once"), DeduplicatedWithResponse(DeduplicationScope.Tenant | DeduplicationScope.User, ClaimInTransaction = true)]
    public static FloorAnswer Once(RegisterSite command, IDocumentSession session) => Record(command, session);

    [WolverinePost("/books/{book}/known/once"), DeduplicatedWithResponse(DeduplicationScope.Tenant | DeduplicationScope.User, ClaimInTransaction = true)]
    public static FloorAnswer KnownOnce(RegisterSite command, IDocumentSession session) => Record(command, session);

    private static FloorAnswer Record(RegisterSite command, IDocumentSession session)
    {
        var key = Site.KeyOf(command.Site);
        var registered = session.Events.BuildEvent(new SiteRegistered(command.Site, command.Name, command.Kind, null, null, TimeProvider.System.GetUtcNow()));
        session.Events.StartStream<Site>(key, registered);
        return new(key, registered.Id);
    }
}
