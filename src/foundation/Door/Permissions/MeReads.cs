using Ledger.Contracts;
using Ledger.Door.Commands;
using Ledger.Door.Reads;
using Ledger.Door.Requests;
using Ledger.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Ledger.Door.Permissions;

/// <summary>Returns who the caller is in the book and what it may do there.</summary>
/// <param name="Mode"><c>live</c> or <c>test</c>.</param>
/// <param name="Commands">Commands that its roles may post; its key must also have the scope <c>write</c>.</param>
/// <param name="Reads">The reads that its roles permit, by their operation ids in the OpenAPI document.</param>
public sealed record Me(
    string Party, string App, string Book, string Mode, IReadOnlyList<string> Roles, IReadOnlyList<string> Scopes, IReadOnlyList<string> Commands,
    IReadOnlyList<string> Reads);

public static class MeReads
{
    public const string Operation = "ReadMe";

    public static void MapMe(this IEndpointRouteBuilder app) => app.MapGet("/books/{book}/me", Read).WithName(Operation);

    /// <summary>Returns who the caller is in the book and what it may do there.</summary>
    [Allows(RoleSets.Everyone, Operation = Operation, InOperatorRoom = true)]
    [Answers<Me>(From = ReadFrom.Committed)]
    private static IResult Read(string book, HttpContext context, CommandEndpoints commands, Rights rights)
    {
        var caller = Caller.Of(context)!;
        var names = commands.Names.ToHashSet(StringComparer.Ordinal);
        var allowed = rights.ByOperation.Keys.Where(operation => rights.Allow(caller, operation))
            .Where(operation => !OperatorRoom.Is(book) || rights.IsInOperatorRoom(operation)).Order(StringComparer.Ordinal).ToLookup(names.Contains);
        return Views.Json(new Me(
            caller.Party, caller.App, caller.Book ?? book, caller.IsTest ? "test" : "live", Names(caller.Roles), ScopeNames.Of(caller.Scopes).Split(' '),
            [.. allowed[true]], [.. allowed[false].Where(operation => operation != Rights.Bulk)]));
    }

    private static string[] Names(Roles roles) =>
        [.. Enum.GetValues<Roles>().Where(role => role != Contracts.Roles.None && roles.HasFlag(role)).Select(role => role.ToString().ToLowerInvariant())];
}
