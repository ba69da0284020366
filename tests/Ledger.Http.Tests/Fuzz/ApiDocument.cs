using System.Text.Json;

namespace Ledger.Http.Tests.Fuzz;

/// <summary>The OpenAPI document, as a partner has it who knows nothing else of the ledger.</summary>
internal sealed class ApiDocument
{
    private readonly JsonElement _schemas;

    private ApiDocument(JsonElement document)
    {
        _schemas = document.GetProperty("components").GetProperty("schemas");
        Operations = [.. document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()
            .Select(o => new ApiOperation(o.Value.Text("operationId"), o.Name.ToUpperInvariant(), path.Name, o.Value)))];
    }

    public IReadOnlyList<ApiOperation> Operations { get; }

    public static async Task<ApiDocument> ReadAsync()
    {
        using var client = await LedgerHost.AnonymousAsync();
        return new(JsonElement.Parse(await client.GetStringAsync("/openapi/v1.json")));
    }

    public JsonElement Schema(string name) => _schemas.GetProperty(name);

    public ApiOperation? Find(string? id) => Operations.FirstOrDefault(operation => operation.Id == id);

    /// <summary>The schema itself where this one only refers to it, and the name that it has then.</summary>
    public (JsonElement Schema, string? Name) Follow(JsonElement schema) =>
        schema.TryGetProperty("$ref", out var reference) && reference.GetString()!.Split('/')[^1] is var name ? (Schema(name), name) : (schema, null);
}

/// <summary>An operation as it is described.</summary>
internal sealed record ApiOperation(string Id, string Method, string Path, JsonElement Json)
{
    public bool IsOpen => !Path.StartsWith("/books/", StringComparison.Ordinal);

    /// <summary>It takes JSON; what else is posted is lines, or a text.</summary>
    public bool IsCommand => Body?.ContentType == "application/json";

    public bool IsText => Body?.ContentType == "text/plain";

    /// <summary>Content type and schema of the body; none where it takes no body.</summary>
    public (string ContentType, JsonElement Schema)? Body =>
        Json.TryGetProperty("requestBody", out var body) && body.GetProperty("content").EnumerateObject().First() is var first
        ? (first.Name, first.Value.GetProperty("schema"))
        : null;

    /// <summary>Names of parameters by where they are: <c>path</c>, <c>query</c>, <c>header</c>.</summary>
    public IEnumerable<string> Parameters(string where) => Json.TryGetProperty("parameters", out var parameters)
        ? parameters.EnumerateArray().Where(p => p.Text("in") == where).Select(p => p.Text("name"))
        : [];

    /// <summary>Is the answer described? Its schema goes with it, where it has a body.</summary>
    public bool Declares(int status, string? contentType, out JsonElement? schema)
    {
        schema = null;
        if (!Json.GetProperty("responses").TryGetProperty($"{status}", out var response))
        {
            return false;
        }

        if (!response.TryGetProperty("content", out var content))
        {
            return contentType is null;
        }

        if (contentType is null || !content.TryGetProperty(contentType, out var described))
        {
            return false;
        }

        schema = described.GetProperty("schema");
        return true;
    }
}
