using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Ledger.Http.Tests.Bulk;
using Ledger.Http.Tests.Feed;
using Npgsql;

namespace Ledger.Http.Tests.Access;

/// <summary>Whatever goes on for long ends within five seconds of the key or token that it was let in with. What it recorded stands and is answered.</summary>
public sealed class Long_requests_end(OwnHost own) : IClassFixture<OwnHost>
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task A_bulk_request_reads_no_line_that_comes_after_its_key()
    {
        var (book, key) = await KeyAsync("SUP");
        using var client = LedgerHost.ClientOf(await LedgerHost.AlbaAsync, key);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/books/{book.Code}/commands") { Content = new LineContent(Lines()) };
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var answers = new StreamReader(await response.Content.ReadAsStreamAsync());
        Assert.Equal(201, JsonElement.Parse((await answers.ReadLineAsync())!).Number("status"));
        var watch = await RevokeAsync(book, key);
        var (recorded, position, last) = (1, 0L, default(JsonElement));
        while (await answers.ReadLineAsync() is { } line)
        {
            Assert.False(last.ValueKind == JsonValueKind.Object, $"Another line after the last: {line}");
            var answer = JsonElement.Parse(line);
            (recorded, position, last) = answer.Number("status") == 201 ? (recorded + 1, answer.GetProperty("answer").Number("position"), last)
                : (recorded, position, answer);
        }

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Soon);
        Assert.Equal((401, "key-revoked", recorded + 1), (last.Number("status"), last.GetProperty("problem").Text("code"), last.Number("line")));
        Assert.Equal(recorded, (await book.GetAsync($"batches?limit=200&min_position={position}")).MustBe(200).Json.List("items").Length);

        IEnumerable<string> Lines()
        {
            for (var i = 0; i < 60; i++)
            {
                var batch = Json.Write(new { batch = $"B-{i}", product = TestBook.Gpu, site = TestBook.Factory, serials = book.Serials($"B{i}", 1) });
                yield return $$"""{"type":"RegisterBatch",{{batch[1..]}}""";
                Thread.Sleep(200);
            }
        }
    }

    [Fact]
    public async Task A_stream_goes_on_with_a_token_of_the_ledgers_own_and_ends_with_the_tokens_key()
    {
        var (book, key) = await KeyAsync("SUP");
        using var client = await LedgerHost.AnonymousAsync();
        var token = await client.TokenAsync($"{book.Code}/long", key);
        using var response = await new Follower(client, book.Code, new("Bearer", token)).GetAsync("", Follower.Stream);
        using var body = new StreamReader(await response.Content.ReadAsStreamAsync());
        Assert.NotNull(await body.ReadLineAsync());
        await Task.Delay(TimeSpan.FromSeconds(2.5));
        await book.RegisterAsync("B-LATE", book.Serials("L", 1));
        while (!(await body.ReadLineAsync().WaitAsync(Soon) ?? throw new EndOfStreamException()).Contains("B-LATE", StringComparison.Ordinal))
        {
        }

        var watch = await RevokeAsync(book, key);
        await body.ReadToEndAsync().WaitAsync(Soon);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Soon);
    }

    [Fact]
    public async Task A_stream_ends_when_its_key_expires()
    {
        var book = await own.BookAsync();
        using var issuing = own.Client;
        await Keys.IssueAsync(issuing, book.Code, "SUP", "long");
        var issued = await issuing.IssueAsync(book.Code, "long", "short", expiresAt: own.Now.AddMinutes(10));
        using var response = await new Follower(issuing, book.Code, new("Bearer", issued.Json.Text("apiKey"))).GetAsync("", Follower.Stream);
        using var body = new StreamReader(await response.Content.ReadAsStreamAsync());
        Assert.NotNull(await body.ReadLineAsync());
        own.Pass(TimeSpan.FromMinutes(11));
        await body.ReadToEndAsync().WaitAsync(Soon);
    }

    [Fact]
    public async Task A_read_that_waits_ends_with_a_problem()
    {
        var book = await own.BookAsync();
        using var issuing = own.Client;
        var key = await Keys.IssueAsync(issuing, book.Code, "SUP", "long");
        await using var connection = await own.Database.OpenConnectionAsync();
        await using var open = await connection.BeginTransactionAsync();
        // As a command does that has drawn its position and not committed yet.
        const string Draw = "lock table ledger.mt_events in row exclusive mode; select nextval('ledger.mt_events_sequence')";
        await using var draw = new NpgsqlCommand(Draw, connection, open);
        var position = (long)(await draw.ExecuteScalarAsync())!;
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/books/{book.Code}/stock?min_position={position}");
        request.Headers.Add("Prefer", "wait=30");
        var waiting = issuing.SendAsync(request, key);
        await Task.Delay(200);
        Assert.False(waiting.IsCompleted);
        (await issuing.PostAsync($"/books/{book.Code}/keys/revoke", new { key = Door.IdOf(key), reason = "lost" })).MustBe(200);
        (await waiting.WaitAsync(Soon)).MustRefuse(401, "key-revoked");
    }

    [Fact]
    public async Task A_command_that_waits_is_answered_as_recorded()
    {
        var (book, key) = await KeyAsync("SUP");
        using var client = LedgerHost.ClientOf(await LedgerHost.AlbaAsync, key);
        var batch = new { batch = "B-1", product = TestBook.Gpu, site = TestBook.Factory, serials = book.Serials("S", 1) };
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/books/{book.Code}/batches") { Content = JsonContent.Create(batch) };
        // There is no witness, so this waits for as long as a caller may.
        request.Headers.Add("Prefer", "wait=countersigned");
        var waiting = client.SendAsync(request);
        await Task.Delay(200);
        Assert.False(waiting.IsCompleted);
        await RevokeAsync(book, key);
        using var response = await waiting.WaitAsync(Soon);
        (await Reply.OfAsync(response)).MustBe(201);
    }

    private static async Task<(TestBook Book, string Key)> KeyAsync(string party)
    {
        var book = await TestBook.OpenAsync();
        using var client = await LedgerHost.ClientAsync();
        return (book, await Keys.IssueAsync(client, book.Code, party, "long"));
    }

    private static async Task<Stopwatch> RevokeAsync(TestBook book, string key)
    {
        (await book.PostAsync("keys/revoke", new { key = Door.IdOf(key), reason = "lost" })).MustBe(200);
        return Stopwatch.StartNew();
    }
}
