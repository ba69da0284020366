using Ledger.Contracts;
using Ledger.Door.Permissions;
using Ledger.Door.Requests;
using Ledger.Store;
using Microsoft.AspNetCore.Http;

namespace Ledger.Door.Feed;

/// <summary>Whose events a caller sees: those of the contexts that its roles have a right to, in the feed as in a unit's trail.</summary>
public sealed class Visibility(IEnumerable<LedgerContext> contexts, Rights rights)
{
    /// <summary>First word of an event's type; a declaration is seen by those who see the event that it is about.</summary>
    public const string ContextSql = "split_part(case type when 'audit.event-declared-erroneous.v1' then data ->> 'type' else type end, '.', 1)";

    private readonly string[] _contexts = [.. contexts.Select(context => LedgerContext.NameOf(context.Assembly))];

    /// <summary>First words of the event types that the caller sees.</summary>
    public string[] ContextsOf(HttpContext context) => Caller.Of(context) is { } caller ? [.. _contexts.Where(name => caller.Is(rights.ByContext(name)))] : [];
}
