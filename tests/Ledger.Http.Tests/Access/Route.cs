using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Ledger.Contracts;

namespace Ledger.Http.Tests.Access;

/// <summary>An operation of the OpenAPI document, and how to send it to a book so that only the caller can be what is wrong with it.</summary>
public sealed partial record Route(string Operation, HttpMethod Method, string Path)
{
    /// <summary>Explains the problems; open to all, as documents are.</summary>
    public bool IsOpen => !Path.StartsWith("/books/", StringComparison.Ordinal);

    public bool IsBulk => Path.EndsWith("/commands", StringComparison.Ordinal);

    /// <summary>The one rule of scopes, in other words than the ledger's own.</summary>
    public Scopes Scope => Path.EndsWith("/me", StringComparison.Ordinal) ? Scopes.None : Method == HttpMethod.Get ? Scopes.Read : Scopes.Write;

    public static async Task<List<Route>> AllAsync()
    {
        using var client = await LedgerHost.AnonymousAsync();
        var document = JsonElement.Parse(await client.GetStringAsync("/openapi/v1.json"));
        return [.. document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()
            .Select(operation => new Route(operation.Value.Text("operationId"), HttpMethod.Parse(operation.Name), path.Name)))];
    }

    public HttpRequestMessage To(string book)
    {
        var address = Parameter()
            .Replace(Path.Replace("{book}", book), match => match.Value switch { "{product}" => TestBook.Gpu, "{event}" => Commands.Event, _ => "NONE-1" });
        var request = new HttpRequestMessage(Method, address);
        if (Method == HttpMethod.Post)
        {
            request.Content = IsBulk ? new StringContent("", Encoding.UTF8, "application/x-ndjson")
                : new StringContent(Body, Encoding.UTF8, "application/json");
        }

        return request;
    }

    /// <summary>The command as a line of a bulk request.</summary>
    public string Line => $$"""{"type":"{{Operation}}","key":"{{Guid.NewGuid()}}",{{Body.TrimStart()[1..]}}""";

    private string Body => Commands.Valid[Path["/books/{book}/".Length..]];

    [GeneratedRegex(@"\{[a-z]+\}")]
    private static partial Regex Parameter();
}
