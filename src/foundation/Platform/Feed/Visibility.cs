using Ledger.Platform.Access;
using Ledger.Platform.Store;
using Microsoft.AspNetCore.Http;

namespace Ledger.Platform.Feed;

/// <summary>Whose events a caller sees: those of the contexts that its roles have a right to, in the feed as in a unit's trail.</summary>
public sealed class Visibility(IEnumerable<LedgerContext> contexts)
{
    private readonly string[] _contexts = [.. contexts.Select(context => context.Assembly.GetName().Name!.Split('.')[1].ToLowerInvariant())];

    /// <summary>First words of the event types that the caller sees.</summary>
    public string[] ContextsOf(HttpContext context) => Caller.Of(context) is { } caller ? [.. _contexts.Where(name => caller.Is(Rights.ByContext(name)))] : [];
}
