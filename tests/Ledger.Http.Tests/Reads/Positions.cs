using System.Diagnostics;
using System.Text.Json;
using Ledger.Door.Reads;
using Npgsql;

namespace Ledger.Http.Tests.Reads;

/// <summary>
/// Reads that include what their caller has just written. On a database of its own, for a transaction that is left open holds up all readers of it.
/// </summary>
public sealed class Positions(OwnHost own) : IClassFixture<OwnHost>
{
    [Fact]
    public async Task A_caller_reads_its_own_write_from_every_view()
    {
        var book = await own.BookAsync();
        await book.OrderAsync(100);
        for (var i = 1; i <= 10; i++)
        {
            await book.ShipAsync($"B-{i}", 2);
            var position = await LastAsync(book);
            var stock = await GetAsync(book, $"stock?min_position={position}&condition=inTransit");
            Assert.Equal(2 * i, stock.Json.List("rows").Sum(r => r.Number("quantityUnits")));
            Assert.InRange(stock.Position, position, long.MaxValue);
            Assert.Equal(i, (await GetAsync(book, $"batches?min_position={position}")).Json.List("items").Length);
            Assert.Equal(
                2 * i, (await GetAsync(book, $"agreements/SA-1/progress?min_position={position}")).Json.List("lines")[0].GetProperty("shipped").GetDecimal());
            Assert.Equal("shipped", (await GetAsync(book, $"batches/B-{i}?min_position={position}")).Json.Text("state"));
            Assert.Contains(
                (await GetAsync(book, $"events?min_position={position}&after={position - 1}")).Json.List("events"), e => e.Number("position") == position);
        }
    }

    [Fact]
    public async Task While_an_earlier_position_is_open_views_wait_and_streams_are_current()
    {
        var book = await own.BookAsync();
        await using var connection = await own.Database.OpenConnectionAsync();
        await using var open = await connection.BeginTransactionAsync();
        // As a command does that has drawn its position and not committed yet.
        await using (
            var draw = new NpgsqlCommand("lock table ledger.mt_events in row exclusive mode; select nextval('ledger.mt_events_sequence')", connection, open))
        {
            await draw.ExecuteNonQueryAsync();
        }

        await book.RegisterAsync("B-1", book.Serials("S", 3));
        var position = await LastAsync(book);
        var (batch, _) = await TimedAsync(book, $"batches/B-1?min_position={position}", null);
        Assert.Equal("registered", batch.MustBe(200).Json.Text("state"));

        foreach (var read in new[] { "stock", "batches", "events", "checks" })
        {
            var (refused, waited) = await TimedAsync(book, $"{read}?min_position={position}", "wait=1");
            Assert.Equal("yes", refused.MustRefuse(409, "position-not-reached").Json.Text("retryable"));
            Assert.True(waited > TimeSpan.FromSeconds(0.9), $"{read} waited {waited}.");
        }

        var waiting = TimedAsync(book, $"stock?min_position={position}", "wait=30");
        await Task.Delay(500);
        Assert.False(waiting.IsCompleted);
        await open.RollbackAsync();
        Assert.Equal(3, (await waiting).Reply.MustBe(200).Json.List("rows")[0].Number("quantityUnits"));
    }

    [Fact]
    public async Task For_a_position_that_nobody_was_given_nobody_waits()
    {
        var book = await own.BookAsync();
        foreach (var read in new[] { "stock", "", "events", "units" })
        {
            var (reply, took) = await TimedAsync(book, $"{read}?min_position={long.MaxValue}", "wait=30");
            reply.MustRefuse(409, "position-not-reached");
            Assert.True(took < TimeSpan.FromSeconds(25), $"{read} waited {took}.");
        }
    }

    [Fact]
    public async Task Every_read_of_a_book_takes_a_position_and_says_what_it_includes()
    {
        var book = await own.BookAsync();
        var last = await LastAsync(book);
        var document = JsonElement.Parse(await own.Client.GetStringAsync("/openapi/v1.json"));
        var reads = document.GetProperty("paths").EnumerateObject()
            .Where(p => p.Name.StartsWith("/books/{book}", StringComparison.Ordinal) && p.Value.TryGetProperty("get", out _)).Select(p => p.Name).ToList();
        Assert.True(reads.Count > 20, $"{reads.Count} reads are documented.");
        foreach (var read in reads)
        {
            var route = read["/books/{book}".Length..].TrimStart('/').Replace("{", "").Replace("}", "");
            foreach (var garbage in new[] { "", "x", "-1", "1.5", "+1", "1e3", "9223372036854775808", "1&min_position=2" })
            {
                (await book.GetAsync($"{route}?min_position={garbage}")).MustRefuse(400, "invalid-query");
            }

            using var response = await own.Client.GetAsync($"/books/{book.Code}/{route}?min_position={last}".Replace("/?", "?"));
            // Some reads are no question without a parameter of their own.
            Assert.True((int)response.StatusCode is 200 or 404 || (await Reply.OfAsync(response)).Code == "invalid-query", $"{route}: {response.StatusCode}");
            Assert.True(response.Headers.Contains(PositionGate.Header), $"{route} does not say what it includes.");
        }
    }

    private async Task<long> LastAsync(TestBook book) =>
        (long)(await own.ScalarAsync($"select max(seq_id) from ledger.mt_events where tenant_id = '{book.Code}'"))!;

    private async Task<(JsonElement Json, long Position)> GetAsync(TestBook book, string route)
    {
        using var response = await own.Client.GetAsync($"/books/{book.Code}/{route}");
        var reply = (await Reply.OfAsync(response)).MustBe(200);
        return (reply.Json, long.Parse(Assert.Single(response.Headers.GetValues(PositionGate.Header)), System.Globalization.CultureInfo.InvariantCulture));
    }

    private static async Task<(Reply Reply, TimeSpan Took)> TimedAsync(TestBook book, string route, string? prefer)
    {
        var watch = Stopwatch.StartNew();
        return (await book.SendAsync(HttpMethod.Get, route, prefer: prefer), watch.Elapsed);
    }
}
