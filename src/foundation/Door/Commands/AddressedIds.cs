using System.Text.Json;
using Ledger.Contracts;
using Ledger.Door.Refusals;
using Ledger.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Ledger.Door.Commands;

/// <summary>
/// Some addresses name what their command is about: <c>events/{event}/declarations</c>. The command says it too, so that it is whole as a line of a bulk
/// request and in its digest; the two must agree.
/// </summary>
internal static class AddressedIds
{
    private const string Book = "book";

    /// <summary>Refuses a command that says another id than its address.</summary>
    public static Problem? Check(HttpContext context, ICommand command)
    {
        foreach (var name in NamesOf(context.GetEndpoint()))
        {
            var member = command.GetType()
                .GetProperty(
                    name, System.Reflection.BindingFlags.IgnoreCase | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Instance)!;
            if (!IsSame(member.GetValue(command), (string?)context.Request.RouteValues[name]))
            {
                return Problem.Of(
                    Problems.InvalidCommand, "Nothing was recorded. See errors for each field.",
                    [new($"/{name}", "not-as-addressed", "Must be the id in the address.")]);
            }
        }

        return null;
    }

    /// <summary>Gives a line of a bulk request the address that its command has alone.</summary>
    public static void Address(HttpContext line, RouteEndpoint endpoint, byte[] body)
    {
        foreach (var name in NamesOf(endpoint))
        {
            var id = IdIn(body, name);
            line.Request.RouteValues[name] = id;
            line.Request.Path = new PathString(line.Request.Path.Value!.Replace($"{{{name}}}", id, StringComparison.Ordinal));
        }
    }

    private static IEnumerable<string> NamesOf(Endpoint? endpoint) =>
        endpoint is RouteEndpoint { RoutePattern: var pattern } ? pattern.Parameters.Select(parameter => parameter.Name).Where(name => name != Book) : [];

    private static bool IsSame(object? said, string? addressed) =>
        said is Guid id ? Guid.TryParseExact(addressed, "D", out var other) && other == id : string.Equals((string?)said, addressed, StringComparison.Ordinal);

    /// <summary>What is no id, or not there, the door refuses when it reads the command.</summary>
    private static string IdIn(byte[] body, string name)
    {
        try
        {
            using var json = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = JsonEdge.DepthMax });
            return json.RootElement.TryGetProperty(name, out var id) && id.ValueKind == JsonValueKind.String ? id.GetString()! : "";
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return "";
        }
    }
}
