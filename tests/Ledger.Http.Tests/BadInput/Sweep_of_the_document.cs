using System.Text.Json;
using Ledger.Contracts;

namespace Ledger.Http.Tests.BadInput;

/// <summary>Every address of the OpenAPI document, so that a new one cannot be forgotten.</summary>
public sealed class Sweep_of_the_document(BookOfTheClass opened) : IClassFixture<BookOfTheClass>
{
    private static readonly string[] Bodies = ["{}", "[]", "null", "\"x\"", "{\"x\":1}", "", "{\"type\":\"PlaceOrder\"}", "{\"occurredAt\":0}"];

    [Fact]
    public async Task No_body_that_is_not_a_command_is_taken_anywhere()
    {
        var posts = (await OperationsAsync()).Where(o => o.Method == "post" && !Commands.IsNone(o.Path)).ToList();
        Assert.True(posts.Count >= 32, $"{posts.Count} commands are documented.");
        foreach (var (path, _) in posts)
        {
            // To rotate a key nothing need be said, so an empty object is that command.
            foreach (var body in Bodies.Where(body => body != "{}" || !path.EndsWith("/log/keys", StringComparison.Ordinal)))
            {
                var reply = await opened.RefusedAsync(path["/books/{book}/".Length..], body, 400, "malformed-json");
                Assert.NotEmpty(reply.Errors());
            }
        }
    }

    [Fact]
    public async Task No_address_knows_a_book_that_is_not_open()
    {
        var operations = (await OperationsAsync()).Where(o => o.Path.StartsWith("/books/{book}", StringComparison.Ordinal)).ToList();
        Assert.True(operations.Count >= 50, $"{operations.Count} operations are documented.");
        using var client = await LedgerHost.ClientAsync();
        // A party's key is good for its own book only; so it is told the same of a book of others.
        client.DefaultRequestHeaders.Authorization = await opened.Book.AuthorizationAsync(Roles.Supplier);
        foreach (
            var (path, method) in operations.Where(
                o => !o.Path.EndsWith("/open", StringComparison.Ordinal) && !o.Path.EndsWith("/commands", StringComparison.Ordinal)))
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path.Replace("{book}", "no-such-book").Replace("{", "").Replace("}", ""));
            if (method == "post")
            {
                request.Content =
                    new StringContent(Commands.Valid[path["/books/{book}/".Length..]], new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));
            }

            (await Reply.OfAsync(await client.SendAsync(request))).MustRefuse(404, "unknown-book");
        }
    }

    [Fact]
    public async Task Every_line_of_a_bulk_request_to_an_unknown_book_is_refused()
    {
        using var client = await LedgerHost.ClientAsync();
        var lines = string.Join('\n', Enumerable.Repeat("""{"type":"AddParty","party":"P","name":"P","roles":["auditor"]}""", 3));
        var reply =
            await Reply.OfAsync(
                await client.PostAsync(
                    "/books/no-such-book/commands", new StringContent(lines, new System.Net.Http.Headers.MediaTypeHeaderValue("application/x-ndjson"))));
        Assert.All(
            reply.MustBe(200).Text.Trim().Split('\n').Select(line => JsonElement.Parse(line)), line =>
                Assert.Equal("unknown-book", line.GetProperty("problem").Text("code")));
    }

    [Fact]
    public async Task Every_documented_read_answers_in_a_fresh_book()
    {
        foreach (var (path, _) in (await OperationsAsync()).Where(o => o.Method == "get" && o.Path.StartsWith("/books/{book}", StringComparison.Ordinal)))
        {
            var reply = await opened.Book.GetAsync(path["/books/{book}".Length..].TrimStart('/').Replace("{", "").Replace("}", ""));
            // What an address names is not there in a fresh book, wherever in the address it is named; and some reads are no question without a parameter.
            if ((int)reply.Status == 400)
            {
                reply.MustRefuse(400, "invalid-query");
                continue;
            }

            reply.MustBe(path["/books/{book}".Length..].Contains('{') ? 404 : 200);
        }
    }

    private static async Task<List<(string Path, string Method)>> OperationsAsync()
    {
        using var client = await LedgerHost.ClientAsync();
        var document = JsonElement.Parse(await client.GetStringAsync("/openapi/v1.json"));
        return [.. from path in document.GetProperty("paths")
            .EnumerateObject() from operation in path.Value.EnumerateObject() select (path.Name, operation.Name)];
    }
}
