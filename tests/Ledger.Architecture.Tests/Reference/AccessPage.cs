using System.Text.Json;
using Ledger.Contracts;
using Ledger.Door.Permissions;
using Ledger.Store;

namespace Ledger.Architecture.Tests.Reference;

/// <summary>Renders the page of who may do what from the one table of rights.</summary>
internal static class AccessPage
{
    private static readonly Roles[] Columns = [.. Enum.GetValues<Roles>().Where(role => role != Roles.None)];
    private static readonly HashSet<string> Commands =
        [.. Projects.Contexts.SelectMany(context => context.GetTypes()).Where(type => type.IsAssignableTo(typeof(ICommand))).Select(type => type.Name)];

    public static string Render()
    {
        var rights = new Rights(Projects.Contexts);
        var operations = rights.ByOperation.ToLookup(right => Commands.Contains(right.Key), right => KeyValuePair.Create(right.Key, right.Value.Roles));
        var rehearsed = rights.ByOperation.Where(right => right.Value.WithTestKey != Roles.None)
            .Select(right => KeyValuePair.Create(right.Key, right.Value.WithTestKey));
        var contexts = Projects.Contexts.Select(context => context.GetName().Name!.Split('.')[1].ToLowerInvariant())
            .Where(name =>
                Projects.Contexts.Any(
                    context => ContractTypes.In(context)
                    .Any(type => ContractTypes.NameOf(type).StartsWith(name + ".", StringComparison.Ordinal) && type.IsAssignableTo(typeof(IFact)))));
        return $"""
            # Who may do what

            A caller is an app of a party of one book, and proves it with an API key or with a token (`Authorization: Bearer …`). What it may do follows from
            the roles that its party has in that book; a party with several roles may do what any of them may. The operator runs the ledger and is no party of
            a book. What is in no table nobody may.

            - No key or token, or one that is not good: 401 `not-authenticated`, `key-expired` or `key-revoked`.
            - Another book than the caller's, whether it exists or not: 404 `unknown-book`. So it is with every id in it.
            - An operation that no role of the caller may do: 403 `not-permitted`.
            - A key or token without the scope: 403 `insufficient-scope`. **read** is for reads (GET), **write** for commands and bulk requests (POST);
              neither widens what the roles allow. A token has the scopes that were asked for, of those that its key has.

            `GET /books/{"{book}"}/me` tells a caller which of these are its own. This page is generated from the code; a test keeps it so.

            ## Commands

            A line of a bulk request is judged like the command that it is.

            {Table("command", operations[true])}

            With a test key, which works in the [sandbox](sandbox.md), these roles may this besides:

            {Table("command", rehearsed)}

            ## Reads, and the bulk request

            {Table("operation", operations[false])}

            ## Events

            Whose events a role sees, in the feed and in a unit's trail.

            {Table("events of", contexts.Select(name => KeyValuePair.Create(name, rights.ByContext(name))))}

            """;
    }

    private static string Table(string first, IEnumerable<KeyValuePair<string, Roles>> rows) => $"""
        | {first} | {string.Join(" | ", Columns.Select(role => JsonNamingPolicy.CamelCase.ConvertName(role.ToString())))} |
        |---|{string.Concat(Columns.Select(_ => ":-:|"))}
        {string.Join('\n', rows.Select(row => $"| `{row.Key}` | {string.Join(" | ", Columns.Select(role => row.Value.HasFlag(role) ? "x" : ""))} |"))}
        """;
}
