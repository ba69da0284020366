using System.Reflection;
using Ledger.Contracts;
using Ledger.Door.Refusals;
using Ledger.Door.Requests;
using Ledger.Store;
using Microsoft.AspNetCore.Http;
using Wolverine.Http;

namespace Ledger.Door.Permissions;

/// <summary>Who may do what, as each command and each read says of itself. What does not say, nobody may.</summary>
public sealed class Rights
{
    /// <summary>The request that carries commands as lines.</summary>
    public const string Bulk = "PostCommands";

    private readonly Dictionary<string, Roles> _byContext;

    /// <param name="contexts">The assemblies of the contexts.</param>
    public Rights(IEnumerable<Assembly> contexts)
    {
        var assemblies = contexts.ToList();
        ByOperation = assemblies.Append(typeof(Rights).Assembly).SelectMany(assembly => assembly.GetTypes()).SelectMany(OperationsOf)
            .OrderBy(right => right.Operation, StringComparer.Ordinal).ToDictionary(right => right.Operation, right => right.Allows, StringComparer.Ordinal);
        _byContext =
            assemblies.ToDictionary(
                LedgerContext.NameOf, assembly => assembly.GetCustomAttribute<EventsAreForAttribute>()?.Roles ?? Roles.Auditor | Roles.Operator);
    }

    /// <summary>By the command's name, or by the id that a read has in the API's description.</summary>
    public IReadOnlyDictionary<string, AllowsAttribute> ByOperation { get; }

    /// <summary>May the caller do this, as far as its roles say?</summary>
    public bool Allow(Caller caller, string operation) =>
        ByOperation.TryGetValue(operation, out var allows) && (caller.Is(allows.Roles) || (caller.IsTest && caller.Is(allows.WithTestKey)));

    /// <summary>Is it there in the operator's own room, which is no book?</summary>
    public bool IsInOperatorRoom(string operation) => ByOperation.TryGetValue(operation, out var allows) && allows.InOperatorRoom;

    /// <summary>Roles that see the events of a context, in the feed and in a unit's trail.</summary>
    public Roles ByContext(string context) => _byContext.GetValueOrDefault(context);

    /// <summary>May the caller do this? Commands that come as lines of a bulk request are asked about one by one.</summary>
    public Problem? Judge(HttpContext context, string operation)
    {
        if (Caller.Of(context) is not { } caller || !Allow(caller, operation))
        {
            return Problem.Of(AccessProblems.NotPermitted, $"None of your roles may use {operation}. GET /books/{{book}}/me lists what you may use.");
        }

        var scope = ScopeOf(operation, context.Request.Method);
        if (caller.Scopes.HasFlag(scope))
        {
            return null;
        }

        context.Response.Headers.WWWAuthenticate = $"Bearer error=\"insufficient_scope\", scope=\"{ScopeNames.Of(scope)}\"";
        return Problem.Of(AccessProblems.InsufficientScope, $"{operation} needs the scope {ScopeNames.Of(scope)}.");
    }

    /// <summary>Reads need the scope to read, everything else the scope to write; every caller may ask who it is.</summary>
    public static Scopes ScopeOf(string operation, string method) =>
        operation == MeReads.Operation ? Scopes.None : method is "GET" or "HEAD" ? Scopes.Read : Scopes.Write;

    private static IEnumerable<(string Operation, AllowsAttribute Allows)> OperationsOf(Type type)
    {
        if (type.GetCustomAttribute<AllowsAttribute>() is { } command)
        {
            yield return (type.Name, command);
        }

        foreach (var method in type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.DeclaredOnly))
        {
            if (method.GetCustomAttribute<AllowsAttribute>() is { } read)
            {
                yield return (read.Operation ?? method.GetCustomAttribute<WolverineHttpMethodAttribute>()!.OperationId!, read);
            }
        }
    }
}
