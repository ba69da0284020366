namespace Ledger.Http.Tests.Transport;

/// <summary>What a carrier reports is kept with the batch, and moves nothing.</summary>
public sealed class Carriers_report
{
    [Fact]
    public async Task How_a_batch_fares_also_after_it_has_arrived()
    {
        var book = await TestBook.OpenAsync();
        await book.OrderAsync(10);
        await book.RegisterAsync("B-1", book.Serials("B-1", 4));
        (await book.PostAsync("batches/transport", Report("T-1", "pickedUp"))).MustRefuse(409, "not-shipped");
        await book.MustPostAsync("batches/ship", book.Shipment("B-1"));

        await book.MustPostAsync("batches/transport", Report("T-1", "pickedUp"));
        await book.MustPostAsync(
            "batches/transport",
            new { batch = "B-1", report = "T-2", status = "delayed", place = "Anchorage", note = "storm", estimatedArrival = "2026-12-03T14:00:00+02:00" });
        (await book.PostAsync("batches/transport", new { batch = "B-1", report = "T-2", status = "departed" })).MustRefuse(409, "already-recorded");
        (await book.PostAsync("batches/transport", new { batch = "B-9", report = "T-1", status = "departed" })).MustRefuse(404, "unknown-batch");
        (await book.PostAsync("batches/transport", new { batch = "B-1", report = "T-3", status = "exception" })).MustBe(400);

        var view = (await book.GetAsync("batches/B-1")).MustBe(200).Json;
        Assert.Equal(["T-1 pickedUp", "T-2 delayed"], view.List("transport").Select(t => $"{t.Text("report")} {t.Text("status")}"));
        Assert.Equal(("Anchorage", "storm", "2026-12-03T12:00:00+00:00"), Told(view.List("transport")[1]));
        Assert.Equal("shipped", view.Text("state"));
        Assert.Equal(2, (await book.EventsAsync()).Count(e => e.Text("type") == "logistics.transport-reported.v1"));
        Assert.Equal("transit:B-1/inTransit", (await book.GetAsync($"units/{book.Serials("B-1", 1)[0]}")).Json.Text("account"));

        (await book.ReceiveAsync("B-1", "RC-1")).MustBe(200);
        await book.MustPostAsync("batches/transport", Report("T-3", "delivered"));
        Assert.Equal("received", (await book.GetAsync("batches/B-1")).Json.Text("state"));
    }

    private static object Report(string report, string status) => new { batch = "B-1", report, status };

    private static (string Place, string Note, string Expected) Told(System.Text.Json.JsonElement report) =>
        (report.Text("place"), report.Text("note"), report.Text("estimatedArrival"));
}
