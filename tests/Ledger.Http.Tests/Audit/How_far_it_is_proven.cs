using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Ledger.Http.Tests.Limits;

namespace Ledger.Http.Tests.Audit;

/// <summary>
/// Goal: whoever records or reads an event is told how far it is proven. Method: commands with and without a wish to wait, and every read that shows events.
/// </summary>
public class How_far_it_is_proven
{
    private const string Site = """{"site":"S2","name":"x","kind":"port"}""";

    [Fact]
    public async Task A_command_that_waits_is_answered_with_its_leaf()
    {
        var book = await TestBook.OpenAsync();
        var seal = (await book.PostAsync("sites", Site, prefer: "wait=sealed")).MustBe(201).Json.GetProperty("seal");
        Assert.Equal("sealed", seal.Text("status"));
        Assert.InRange(seal.Number("index"), 1, 100);
        Assert.Equal(
            "recorded", (await book.PostAsync("sites", """{"site":"S3","name":"x","kind":"port"}""")).MustBe(201).Json.GetProperty("seal").Text("status"));
    }

    [Fact]
    public async Task A_repeat_is_answered_with_how_far_it_is_by_then()
    {
        var book = await TestBook.OpenAsync();
        var first = (await book.PostAsync("sites", Site, key: "one")).MustBe(201).Json;
        Assert.Equal("recorded", first.GetProperty("seal").Text("status"));
        await (await StoredLog.OfAsync(book)).MustBeWholeAsync();
        var again = (await book.PostAsync("sites", Site, key: "one")).MustBe(201);
        Assert.Equal(("true", "sealed"), (again.Replayed, again.Json.GetProperty("seal").Text("status")));
        Assert.Equal(first.Number("position"), again.Json.Number("position"));
    }

    [Fact]
    [GoesBeyond("seal-wait")]
    public async Task Nobody_waits_longer_than_ten_seconds_for_a_witness()
    {
        var book = await TestBook.OpenAsync();
        var watch = Stopwatch.StartNew();
        var seal = (await book.PostAsync("sites", Site, prefer: "wait=30, wait=countersigned")).MustBe(201).Json.GetProperty("seal");
        Assert.Equal("sealed", seal.Text("status"));
        Assert.True(watch.Elapsed.TotalSeconds > 9, $"It waited {watch.Elapsed}.");
        watch.Restart();
        (await book.PostAsync("sites", """{"site":"S3","name":"x","kind":"port"}""", prefer: "wait=1, wait=countersigned")).MustBe(201);
        Assert.True(watch.Elapsed.TotalSeconds > 0.9, $"It waited {watch.Elapsed}.");
    }

    [Fact]
    public async Task Feed_and_trace_show_it_on_each_event()
    {
        var book = await TestBook.OpenAsync();
        await book.RegisterAsync("B-1", book.Serials("P", 2));
        var size = await (await StoredLog.OfAsync(book)).MustBeWholeAsync();
        var events = await book.EventsAsync();
        Assert.All(events, e => Assert.Equal("sealed", e.GetProperty("seal").Text("status")));
        Assert.Equal(events.Select(e => e.GetProperty("seal").Number("index")).Order(), events.Select(e => e.GetProperty("seal").Number("index")));
        Assert.All(events, e => Assert.InRange(e.GetProperty("seal").Number("index"), 0, size - 1));

        var cloud = (await CloudEventsAsync(book)).Single(e => e.Text("type") == "logistics.batch-registered.v1");
        var step = (await book.GetAsync($"units/{book.Serials("P", 1)[0]}")).MustBe(200).Json.List("events").Single();
        var index = events.Single(e => e.Text("type") == "logistics.batch-registered.v1").GetProperty("seal").Number("index");
        Assert.Equal(("sealed", index), (cloud.Text("sealstatus"), cloud.Number("sealindex")));
        Assert.Equal(("sealed", index), (step.GetProperty("seal").Text("status"), step.GetProperty("seal").Number("index")));
    }

    private static async Task<JsonElement[]> CloudEventsAsync(TestBook book)
    {
        var client = await LedgerHost.ClientAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/books/{book.Code}/events?limit=200");
        request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse("application/cloudevents-batch+json"));
        using var response = await client.SendAsync(request);
        return [.. JsonElement.Parse(Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync())).EnumerateArray()];
    }
}
