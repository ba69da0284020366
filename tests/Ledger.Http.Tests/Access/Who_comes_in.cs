using System.Net.Http.Headers;
using System.Text.Json;
using Ledger.Contracts;
using KeyText = Ledger.Access.Keys.KeyText;

namespace Ledger.Http.Tests.Access;

/// <summary>Every address of the OpenAPI document with no key, a wrong one, and that of another book.</summary>
public sealed class Who_comes_in(BookOfTheClass opened) : IClassFixture<BookOfTheClass>
{
    private static readonly string[] OpenToAll = ["/problems", "/schemas", "/health", "/oauth2", "/.well-known"];

    [Fact]
    public async Task Without_a_key_nothing_is_told_and_nothing_is_done()
    {
        using var client = await LedgerHost.AnonymousAsync();
        foreach (var (path, method) in await OperationsAsync())
        {
            using var request = Request(path, method, opened.Book.Code);
            using var response = await client.SendAsync(request);
            Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
            (await Reply.OfAsync(response)).MustRefuse(401, "not-authenticated");
        }
    }

    [Theory]
    [InlineData("/nothing")]
    [InlineData("/books")]
    [InlineData("/books/x/nothing")]
    [InlineData("/Health/live/../../books/x/stock")]
    [InlineData("/healthy")]
    [InlineData("/operator/keys")]
    public async Task An_address_that_is_not_open_to_all_needs_a_key_even_if_there_is_nothing(string address)
    {
        using var client = await LedgerHost.AnonymousAsync();
        (await client.GetAsync(address, null)).MustRefuse(401, "not-authenticated");
    }

    [Theory]
    [InlineData("/problems")]
    [InlineData("/schemas")]
    [InlineData("/Schemas")]
    [InlineData("/problems/key-revoked")]
    [InlineData("/health/live")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/docs/")]
    public async Task What_is_open_to_all_is_open(string address)
    {
        using var client = await LedgerHost.AnonymousAsync();
        (await client.GetAsync(address, null)).MustBe(200);
        (await client.GetAsync(address, "lgk_live_nonsense")).MustBe(200);
    }

    [Fact]
    public async Task What_is_shown_must_be_a_key_that_there_is_and_which_of_the_two_is_wrong_is_not_told()
    {
        using var client = await LedgerHost.AnonymousAsync();
        var right = (await opened.Book.AuthorizationAsync(Roles.Supplier))!.Parameter!;
        var unknown = await RefusedAsync(client, $"Bearer {KeyText.Draw(Ledger.Access.Apps.KeyMode.Live)}");
        Assert.Equal(unknown.Text, (await RefusedAsync(client, $"Bearer {Door.WithAnotherSecret(right)}")).Text);
        Assert.Equal(unknown.Text, (await RefusedAsync(client, $"Bearer {(KeyText.Read(right)! with { Mode = Ledger.Access.Apps.KeyMode.Test })}")).Text);
        foreach (
            var header in new[] { "Bearer", "Bearer ", "Bearer lgk_", $"Bearer {right[..^1]}", $"Bearer {right}x", $"Basic {right}", right,
            $"Bearer {right} {right}", $"Bearer {right.ToUpperInvariant()}", $"Bearer {new string('x', 8000)}" })
        {
            await RefusedAsync(client, header);
        }

        (await SendAsync(client, $"bearer {right}")).MustBe(200);
        using var twice = new HttpRequestMessage(HttpMethod.Get, $"/books/{opened.Book.Code}");
        twice.Headers.TryAddWithoutValidation("Authorization", [$"Bearer {right}", $"Bearer {right}"]);
        (await client.SendAsync(twice, key: null)).MustRefuse(401, "not-authenticated");
    }

    [Fact]
    public async Task Another_book_answers_as_one_that_does_not_exist_on_every_address()
    {
        var other = await TestBook.OpenAsync();
        using var client = await LedgerHost.AnonymousAsync();
        foreach (var role in new[] { Roles.Supplier, Roles.Auditor })
        {
            var key = (await other.AuthorizationAsync(role))!.Parameter!;
            foreach (var (path, method) in await OperationsAsync())
            {
                using var theirs = Request(path, method, opened.Book.Code);
                using var nobodys = Request(path, method, "no-such-book");
                var reply = (await client.SendAsync(theirs, key)).MustRefuse(404, "unknown-book");
                Assert.Equal((await client.SendAsync(nobodys, key)).Text, reply.Text);
            }
        }
    }

    [Fact]
    public async Task A_key_does_what_its_scopes_and_its_party_s_roles_allow()
    {
        var (book, client) = (await TestBook.OpenAsync(), await LedgerHost.ClientAsync());
        var reader = await Keys.IssueAsync(client, book.Code, "SUP", "reader", "live", "read");
        var writer = await Keys.IssueAsync(client, book.Code, "SUP", "writer", "live", "write");
        var site = Json.Write(new { site = "S-1", name = "x", kind = "port" });
        (await client.GetAsync($"/books/{book.Code}/stock", reader)).MustBe(200);
        (await client.GetAsync($"/books/{book.Code}/stock", writer)).MustRefuse(403, "insufficient-scope");
        (await PostAsync("sites", site, reader)).MustRefuse(403, "insufficient-scope");
        (await PostAsync("sites", site, writer)).MustBe(201);
        (await PostAsync("orders", Commands.Valid["orders"], writer)).MustRefuse(403, "not-permitted");
        (await PostAsync("open", Commands.Valid["open"], writer)).MustRefuse(403, "not-permitted");
        (await client.GetAsync($"/books/{book.Code}/keys", reader)).MustRefuse(403, "not-permitted");

        // Lines are judged one by one; and who it is itself every key may ask.
        var lines = Json.Write(new { type = "PlaceOrder" }) + "\n" + """{"type":"RegisterSite","""
            + Json.Write(new { site = "S-2", name = "x", kind = "port" })[1..];
        var answers = (await PostAsync("commands", lines, writer, "application/x-ndjson")).MustBe(200).Text.Trim().Split('\n')
            .Select(line => JsonElement.Parse(line)).ToList();
        Assert.Equal((403L, 201L), (answers[0].Number("status"), answers[1].Number("status")));
        Assert.Equal("not-permitted", answers[0].GetProperty("problem").Text("code"));
        (await PostAsync("commands", lines, reader, "application/x-ndjson")).MustRefuse(403, "insufficient-scope");
        Assert.Equal(["write"], (await client.GetAsync($"/books/{book.Code}/me", writer)).MustBe(200).Json.Texts("scopes"));

        async Task<Reply> PostAsync(string route, string json, string key, string contentType = "application/json")
        {
            using var request =
                new HttpRequestMessage(
                    HttpMethod.Post, $"/books/{book.Code}/{route}")
                { Content = new StringContent(json, new MediaTypeHeaderValue(contentType)) };
            return await client.SendAsync(request, key);
        }
    }

    private static async Task<List<(string Path, string Method)>> OperationsAsync()
    {
        using var client = await LedgerHost.AnonymousAsync();
        var document = JsonElement.Parse(await client.GetStringAsync("/openapi/v1.json"));
        List<(string Path, string Method)> operations =
            [.. from path in document.GetProperty("paths")
                .EnumerateObject() from operation in path.Value.EnumerateObject() where !OpenToAll.Any(path.Name.StartsWith) select (
                    path.Name, operation.Name)];
        Assert.True(operations.Count >= 60, $"{operations.Count} operations are documented.");
        return operations;
    }

    private static HttpRequestMessage Request(string path, string method, string book)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path.Replace("{book}", book).Replace("{", "").Replace("}", ""));
        if (method == "post")
        {
            var isBulk = path.EndsWith("/commands", StringComparison.Ordinal);
            request.Content = new StringContent(
                isBulk ? """{"type":"RegisterSite","site":"S-1","name":"x","kind":"port"}""" : Commands.Valid[path["/books/{book}/".Length..]],
                new MediaTypeHeaderValue(isBulk ? "application/x-ndjson" : "application/json"));
        }

        return request;
    }

    private async Task<Reply> RefusedAsync(HttpClient client, string header)
    {
        var reply = (await SendAsync(client, header)).MustRefuse(401, "not-authenticated");
        Assert.DoesNotContain("lgk_", reply.Text);
        return reply;
    }

    private async Task<Reply> SendAsync(HttpClient client, string header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/books/{opened.Book.Code}");
        request.Headers.TryAddWithoutValidation("Authorization", header);
        return await client.SendAsync(request, key: null);
    }
}
