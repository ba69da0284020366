using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Door.Commands;
using Ledger.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Http.Tests;

/// <summary>The API's own description, as partners generate their clients from it.</summary>
public class OpenApi_document
{
    private static readonly Lazy<Task<JsonElement>> Read =
        new(async () => JsonElement.Parse(await (await LedgerHost.ClientAsync()).GetStringAsync("/openapi/v1.json")));

    [Fact]
    public async Task Is_openapi_3_1_and_says_what_it_describes()
    {
        var document = await Read.Value;
        Assert.StartsWith("3.1.", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        var info = document.GetProperty("info");
        Assert.Equal(("Ledger", "1.0"), (info.GetProperty("title").GetString(), info.GetProperty("version").GetString()));
        Assert.NotEqual(0, info.GetProperty("description").GetString()!.Length);
    }

    [Fact]
    public async Task Holds_every_command_under_its_own_name()
    {
        var commands = (await LedgerHost.AlbaAsync).Services.GetRequiredService<CommandEndpoints>().Names.ToList();
        var ids = (await OperationsAsync()).ConvertAll(o => o.Id);
        Assert.NotEmpty(commands);
        Assert.Empty(commands.Except(ids));
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Fact]
    public async Task Every_operation_has_a_tag_a_summary_and_described_answers()
    {
        string[] tags = ["Access", "Agreements", "Audit", "Deployment", "Inventory", "Ledger", "Logistics", "Ordering"];
        Assert.Equal(tags, (await Read.Value).GetProperty("tags").EnumerateArray().Select(t => t.GetProperty("name").GetString()));
        Assert.All(await OperationsAsync(), operation =>
        {
            Assert.Contains(Assert.Single(operation.Json.GetProperty("tags").EnumerateArray()).GetString(), tags);
            Assert.EndsWith(".", operation.Json.GetProperty("summary").GetString(), StringComparison.Ordinal);
            Assert.All(operation.Responses, response => Assert.NotEqual("", response.Value.GetProperty("description").GetString()));
        });
    }

    [Fact]
    public async Task Every_command_says_what_it_takes_records_and_refuses() =>
        Assert.All(await OperationsAsync("post", except: ["PostCommands", "SubmitCosignature"]), command =>
    {
        Assert.Equal($"#/components/schemas/{command.Id}", SchemaOf(command.Json.GetProperty("requestBody"), "application/json"));
        Assert.Equal(
            ["200", "201", "400", "401", "403", "404", "408", "409", "412", "413", "414", "415", "422", "429", "503", "504"],
            command.Responses.Select(r => r.Name));
        Assert.All(
            command.Responses.Where(r => r.Name[0] == '2'), r =>
                Assert.Equal(
                $"#/components/schemas/{(command.Id is "IssueKey" or "RotateKey" ? "IssuedKey" : "RecordedAnswer")}", SchemaOf(r.Value, "application/json")));
        Assert.All(
            command.Responses.Where(r => r.Name[0] == '4'), r => Assert.Equal("#/components/schemas/Problem", SchemaOf(r.Value, "application/problem+json")));
    });

    [Fact]
    public async Task Every_read_says_what_it_answers() =>
        Assert.All(await OperationsAsync("get", except: ["ListProblems", "ListSchemas", "ReadSchema"]), read =>
    {
        var answered = read.Responses.Single(r => r.Name == "200").Value.GetProperty("content").EnumerateObject().First();
        Assert.True(
            answered.Name is "text/plain" or "application/octet-stream" or "application/zip" || read.Id == "ReadEntry"
                || SchemaOf(read.Responses.Single(r => r.Name == "200").Value, "application/json")?.StartsWith(
                    "#/components/schemas/", StringComparison.Ordinal) is true,
            $"{read.Id} answers {answered}");
        string[] refusals = read.Path.StartsWith("/books", StringComparison.Ordinal) ? ["400", "401", "403", "404", "409"] : ["400", "404"];
        Assert.Empty(refusals.Except(read.Responses.Select(r => r.Name)));
        Assert.All(
            read.Responses.Where(r => r.Name[0] == '4'), r => Assert.Equal("#/components/schemas/Problem", SchemaOf(r.Value, "application/problem+json")));
        Assert.Equal(
            read.Path.Split('{').Skip(1).Select(part => part.Split('}')[0]),
            read.Json.GetProperty("parameters").EnumerateArray().Where(p => p.GetProperty("in").GetString() == "path")
                .Select(p => p.GetProperty("name").GetString()));
    });

    [Fact]
    public async Task Every_operation_of_a_book_says_how_its_caller_is_known_and_which_scope_it_needs()
    {
        var schemes = (await Read.Value).GetProperty("components").GetProperty("securitySchemes");
        Assert.Equal(("http", "bearer"), (schemes.GetProperty("apiKey").Text("type"), schemes.GetProperty("apiKey").Text("scheme")));
        var flow = schemes.GetProperty("oauth2").GetProperty("flows").GetProperty("clientCredentials");
        Assert.Equal("/oauth2/token", flow.Text("tokenUrl"));
        Assert.Equal(["read", "write"], flow.GetProperty("scopes").EnumerateObject().Select(scope => scope.Name));
        Assert.All(await OperationsAsync(), operation =>
        {
            var isOpen = !operation.Path.StartsWith("/books", StringComparison.Ordinal);
            Assert.Equal(!isOpen, operation.Json.TryGetProperty("security", out var ways));
            Assert.Equal(isOpen ? [] : ["apiKey", "oauth2"], isOpen ? [] : ways.EnumerateArray().Select(way => way.EnumerateObject().Single().Name));
            var scopes = isOpen ? [] : ways[1].GetProperty("oauth2").EnumerateArray().Select(scope => scope.GetString()).ToList();
            Assert.Equal(isOpen || operation.Id == "ReadMe" ? [] : [operation.Json.TryGetProperty("requestBody", out _) ? "write" : "read"], scopes);
        });
    }

    [Fact]
    public async Task Lists_are_read_in_pages() => Assert.All(
        (await OperationsAsync("get"))
            .Where(o => o.Responses[0].Value.GetRawText().Contains("PageOf", StringComparison.Ordinal)
            && !o.Path.StartsWith("/problems", StringComparison.Ordinal) && !o.Path.StartsWith("/schemas", StringComparison.Ordinal)),
        list => Assert.Empty(
            new[] { "limit", "after" }.Except(list.Json.GetProperty("parameters").EnumerateArray().Select(p => p.GetProperty("name").GetString()))));

    [Fact]
    public async Task Every_reference_leads_somewhere_and_no_schema_is_the_servers_own()
    {
        var document = await Read.Value;
        var schemas = document.GetProperty("components").GetProperty("schemas").EnumerateObject().Select(s => s.Name).ToList();
        var references = System.Text.RegularExpressions.Regex.Matches(document.GetRawText(), "\"#/components/schemas/([^\"]+)\"").Select(m => m.Groups[1].Value)
            .Distinct().ToList();
        Assert.NotEmpty(references);
        Assert.Empty(references.Except(schemas));
        Assert.DoesNotContain("IResult", schemas);
        Assert.DoesNotContain("Answer", schemas);
    }

    [Theory]
    [InlineData("RegisterBatch", "batch", """{"type":"string"}""")]
    [InlineData("RegisterBatch", "serials", """{"type":"array","items":{"type":"string"}}""")]
    [InlineData("CommittedLine", "quantity", """{"type":"integer","format":"int64"}""")]
    [InlineData("CommittedLine", "from", """{"type":"string","format":"date"}""")]
    [InlineData("ShipBatch", "orderLine", """{"type":"integer","format":"int32"}""")]
    [InlineData("ShipBatch", "occurredAt", """{"type":["null","string"],"format":"date-time"}""")]
    [InlineData("RecordRackTest", "outcome", """{"$ref":"#/components/schemas/TestOutcome"}""")]
    public async Task Members_have_the_types_that_are_sent(string schema, string member, string expected)
    {
        var found = JsonNode.Parse((await SchemaAsync(schema)).GetProperty("properties").GetProperty(member).GetRawText())!.AsObject();
        found.Remove("description");
        Assert.Equal(expected, found.ToJsonString());
    }

    [Fact]
    public async Task Enumerations_list_the_words_that_are_sent()
    {
        var outcome = await SchemaAsync("TestOutcome");
        Assert.Equal("string", outcome.GetProperty("type").GetString());
        Assert.Equal(["passed", "failed"], outcome.Texts("enum"));
        Assert.Equal(["read", "write"], (await SchemaAsync("IssueKey")).GetProperty("properties").GetProperty("scopes").GetProperty("items").Texts("enum"));
    }

    [Fact]
    public async Task The_page_that_shows_it_loads_nothing_from_elsewhere()
    {
        var client = await LedgerHost.ClientAsync();
        var page = await client.GetStringAsync("/docs/");
        Assert.DoesNotContain("://", page, StringComparison.Ordinal);
        Assert.Contains("\"withDefaultFonts\":false", page, StringComparison.Ordinal);
        using var script = await client.GetAsync("/docs/scalar.js");
        Assert.Equal(System.Net.HttpStatusCode.OK, script.StatusCode);
    }

    private static async Task<JsonElement> SchemaAsync(string name) => (await Read.Value).GetProperty("components").GetProperty("schemas").GetProperty(name);

    private static string? SchemaOf(JsonElement body, string contentType) =>
        body.GetProperty("content").GetProperty(contentType).GetProperty("schema").GetProperty("$ref").GetString();

    private static async Task<List<Operation>> OperationsAsync(string? method = null, string[]? except = null)
    {
        var operations = (await Read.Value).GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(o => (Method: o.Name, Operation: new Operation(path.Name, o.Value))))
            .Where(o => (method is null || o.Method == method) && except?.Contains(o.Operation.Id) is not true).Select(o => o.Operation).ToList();
        Assert.NotEmpty(operations);
        return operations;
    }

    private sealed record Operation(string Path, JsonElement Json)
    {
        public string Id => Json.GetProperty("operationId").GetString()!;

        public List<JsonProperty> Responses => [.. Json.GetProperty("responses").EnumerateObject()];
    }
}
