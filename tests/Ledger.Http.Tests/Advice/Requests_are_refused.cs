using System.Net.Http.Headers;
using System.Text;
using Ledger.Http.Tests.Access;

namespace Ledger.Http.Tests.Advice;

/// <summary>What is wrong with a request as such: once that is mended as the refusal says, the same request is accepted.</summary>
public sealed class Requests_are_refused
{
    private const string Site = """{"site":"S-1","name":"A port","kind":"port"}""";

    [Fact]
    [Advised("malformed-json")]
    public async Task A_member_that_there_is_not()
    {
        var book = await TestBook.OpenAsync();
        var reply = await book.PostAsync("sites", Site.Replace("}", ",\"colour\":\"red\"}", StringComparison.Ordinal));
        Assert.Equal(["/colour unknown-member"], reply.MustAdvise(400, "malformed-json", "not valid JSON for this command").Errors());
        (await book.PostAsync("sites", Site)).MustBe(201);
    }

    [Fact]
    [Advised("invalid-command")]
    public async Task A_field_that_is_not_valid()
    {
        var book = await TestBook.OpenAsync();
        var reply = await book.PostAsync("sites", Site.Replace("}", ",\"country\":\"Oregon\"}", StringComparison.Ordinal));
        reply.MustAdvise(400, "invalid-command", "See errors for each field");
        Assert.Contains("two-letter country code", reply.Json.List("errors")[0].Text("detail"), StringComparison.Ordinal);
        (await book.PostAsync("sites", Site.Replace("}", ",\"country\":\"US\"}", StringComparison.Ordinal))).MustBe(201);
    }

    [Fact]
    [Advised("invalid-query")]
    public async Task A_query_parameter_that_there_is_not()
    {
        var book = await TestBook.OpenAsync();
        var reply = (await book.GetAsync("stock?state=received")).MustAdvise(400, "invalid-query", "Unknown query parameter");
        Assert.Contains("condition", reply.Json.List("errors")[0].Text("detail"), StringComparison.Ordinal);
        (await book.GetAsync("stock?condition=received")).MustBe(200);
    }

    [Fact]
    [Advised("unknown-command")]
    public async Task A_line_that_does_not_begin_with_its_type()
    {
        var scene = await Scene.OpenAsync();
        var line = Site.Replace("{", "{\"type\":\"RegisterPort\",", StringComparison.Ordinal);
        var answer = (await scene.Book.PostAsync("commands", line, "application/x-ndjson")).MustBe(200).Json;
        Advised.Of(
            answer.GetProperty("problem"), "unknown-command", "Each line must be a command with its type as the first member", null,
            nameof(A_line_that_does_not_begin_with_its_type));
        await scene.MustAsync(new Command("RegisterSite", new { site = "S-1", name = "A port", kind = "port" }));
    }

    [Fact]
    [Advised("idempotency-key-missing")]
    [Advised("idempotency-key-invalid")]
    [Advised("idempotency-key-reused")]
    public async Task A_key_that_is_missing_wrong_or_another_command_s()
    {
        var book = await TestBook.OpenAsync();
        (await SendAsync(null)).MustAdvise(400, "idempotency-key-missing", "Send a new Idempotency-Key with each new command");
        (await SendAsync("a key")).MustAdvise(400, "idempotency-key-invalid", "must be 1 to 255 visible ASCII characters");
        (await SendAsync("key-1")).MustBe(201);
        Assert.Equal("true", (await SendAsync("key-1")).MustBe(201).Replayed);
        (await SendAsync("key-1", "S-2")).MustAdvise(422, "idempotency-key-reused", "A new command needs a new key");
        (await SendAsync("key-2", "S-2")).MustBe(201);

        Task<Reply> SendAsync(string? key, string site = "S-1") => book.SendBareAsync(
            "sites", new StringContent(Site.Replace("S-1", site, StringComparison.Ordinal), Encoding.UTF8, "application/json"), key);
    }

    [Fact]
    [Advised("invalid-precondition")]
    [Advised("stale-version")]
    public async Task A_version_that_cannot_be_read_or_is_not_the_last()
    {
        var scene = await Scene.ShippedAsync(1);
        var seen = (await scene.Book.GetAsync("batches/B-1")).MustBe(200).ETag!;
        await scene.MustAsync(Say.Report("T-1", "departed"));
        const string Void = """{"batch":"B-1","reason":"x"}""";
        (await scene.Book.PostAsync("batches/void", Void, ifMatch: "2"))
            .MustAdvise(400, "invalid-precondition", "must be one ETag as returned by a read or a command");
        (await scene.Book.PostAsync("batches/void", Void, ifMatch: seen)).MustAdvise(412, "stale-version", "Read it again, and decide on that");
        (await scene.Book.PostAsync("batches/void", Void, ifMatch: (await scene.Book.GetAsync("batches/B-1")).MustBe(200).ETag)).MustBe(200);
    }

    [Fact]
    [Advised("unsupported-media-type")]
    [Advised("unsupported-encoding")]
    public async Task A_body_of_another_type_or_compressed()
    {
        var book = await TestBook.OpenAsync();
        (await book.PostAsync("sites", Site, "text/plain")).MustAdvise(415, "unsupported-media-type", "Send commands as application/json");
        var compressed = new StringContent(Site, Encoding.UTF8, "application/json");
        compressed.Headers.ContentEncoding.Add("gzip");
        (await book.SendBareAsync("sites", compressed, "key-1")).MustAdvise(415, "unsupported-encoding", "Send the body without Content-Encoding");
        (await book.PostAsync("sites", Site)).MustBe(201);
    }

    [Fact]
    [Advised("not-acceptable")]
    public async Task A_feed_in_a_format_that_it_is_not_written_in()
    {
        var book = await TestBook.OpenAsync();
        var reply = (await AcceptAsync("text/html")).MustAdvise(406, "not-acceptable", "The feed is written as application/json, ");
        (await AcceptAsync(reply.Json.Text("detail").Split(' ')[5].TrimEnd(','))).MustBe(200);

        async Task<Reply> AcceptAsync(string type)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/books/{book.Code}/events");
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(type));
            using var response = await (await LedgerHost.ClientAsync()).SendAsync(request);
            return await Reply.OfAsync(response);
        }
    }

    [Fact]
    [Advised("unknown-address")]
    [Advised("method-not-allowed")]
    [Advised("unknown-problem")]
    [Advised("unknown-schema")]
    public async Task An_address_that_there_is_not_and_where_those_are_listed_that_there_are()
    {
        var client = await LedgerHost.ClientAsync();
        (await client.GetAsync("/nowhere", null)).MustAdvise(404, "unknown-address", "See /docs for the available addresses");
        using var delete = new HttpRequestMessage(HttpMethod.Delete, "/problems");
        (await client.SendAsync(delete, null)).MustAdvise(405, "method-not-allowed", "See /docs");
        (await client.GetAsync("/docs/", null)).MustBe(200);
        (await client.GetAsync("/problems/nothing", null)).MustAdvise(404, "unknown-problem", "GET /problems lists them");
        var problem = (await client.GetAsync("/problems", null)).MustBe(200).Json.List("items")[0].Text("code");
        (await client.GetAsync($"/problems/{problem}", null)).MustBe(200);
        (await client.GetAsync("/schemas/nothing.v1", null)).MustAdvise(404, "unknown-schema", "GET /schemas lists them");
        var schema = (await client.GetAsync("/schemas", null)).MustBe(200).Json.Texts("items")[0];
        (await client.GetAsync($"/schemas/{schema}", null)).MustBe(200);
    }

    [Fact]
    [Advised("position-not-reached")]
    public async Task A_position_that_is_still_to_come()
    {
        var scene = await Scene.ShippedAsync(1);
        await scene.StockIsAsync("transit:B-1 inTransit 1");
        var reply = (await scene.Book.GetAsync($"stock?atPosition={long.MaxValue}")).MustAdvise(409, "position-not-reached", "has come to position");
        Assert.Equal("yes", reply.Json.Text("retryable"));
        await scene.Book.GetWhenAsync($"stock?atPosition={reply.Json.Text("detail").TrimEnd('.').Split(' ')[^1]}", _ => true);
    }
}
