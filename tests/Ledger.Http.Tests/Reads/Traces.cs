using System.Globalization;

namespace Ledger.Http.Tests.Reads;

public sealed class Traces
{
    [Fact]
    public async Task A_unit_s_life_is_told_in_order_with_both_times()
    {
        var book = await TestBook.OpenAsync("rehearsal");
        await book.OrderAsync(2);
        var serials = book.Serials("G", 2);
        await book.MustPostAsync(
            "batches", new { batch = "B-1", product = TestBook.Gpu, site = TestBook.Factory, serials, occurredAt = "2026-03-01T08:00:00Z" });
        await book.MustPostAsync(
            "batches/ship",
            new
            {
                batch = "B-1",
                order = "PO-1",
                orderLine = 1,
                to = TestBook.DataCentre,
                carrier = "CAR",
                despatchAdvice = "A",
                occurredAt = "2026-03-03T08:00:00+08:00"
            });
        await book.MustPostAsync("batches/receive", new { batch = "B-1", receipt = "RC-1", occurredAt = "2026-03-02T08:00:00Z" });
        await book.MustPostAsync(
            "units/accept", new { inspection = "QC-1", site = TestBook.DataCentre, product = TestBook.Gpu, serials, reference = "protocol 7" });

        // Its answer stays the same once every step is sealed.
        var trace =
            (await book.GetWhenAsync($"units/{serials[1]}", t => t.List("events").All(step => step.GetProperty("seal").Text("status") == "sealed"))).Json;

        Assert.Equal(("acme:B300", serials[1], "site:PDX1/accepted", "site:PDX1", "accepted", "SA-1/1"),
            (trace.Text("product"), trace.Text("serial"), trace.Text("account"), trace.Text("place"), trace.Text("condition"), trace.Text("line")));
        var steps = trace.List("events");
        Assert.Equal(
            ["logistics.batch-registered.v1", "logistics.batch-shipped.v1", "logistics.batch-received.v1", "logistics.units-accepted.v1"],
            steps.Select(s => s.Text("type")));
        Assert.Equal(
            ["2026-03-01T08:00:00", "2026-03-03T00:00:00", "2026-03-02T08:00:00"],
            steps[..3].Select(s => Utc(s.GetProperty("occurredAt").GetDateTimeOffset())));
        var recorded = steps.Select(s => s.GetProperty("recordedAt").GetDateTimeOffset()).ToList();
        Assert.Equal(recorded.Order(), recorded);
        Assert.All(recorded, at => Assert.InRange(at, TimeProvider.System.GetUtcNow().AddMinutes(-5), TimeProvider.System.GetUtcNow().AddMinutes(1)));
        Assert.Equal(steps.Select(s => s.Number("position")).Order(), steps.Select(s => s.Number("position")));
        Assert.Equal("protocol 7", steps[3].GetProperty("data").Text("reference"));
        Assert.DoesNotContain(serials[0], trace.ToString());

        var events = await book.EventsAsync();
        Assert.Equal(events.Where(e => e.GetProperty("data").TryGetProperty("movements", out _)).Select(e => e.Text("id")), steps.Select(s => s.Text("id")));
        Assert.Equal(trace.ToString(), (await book.GetAsync($"units/{TestBook.Gpu}/{serials[1]}")).MustBe(200).Text);
    }

    [Fact]
    public async Task A_serial_that_two_makers_use_is_asked_for_with_its_product()
    {
        var book = await TestBook.OpenAsync();
        var serial = book.Serials("S", 1)[0];
        await book.RegisterAsync("B-1", serial);
        await book.MustPostAsync("batches", new { batch = "B-2", product = TestBook.Cpu, site = TestBook.DataCentre, serials = new[] { serial } });
        var reply = (await book.GetAsync($"units/{serial}")).MustRefuse(409, "ambiguous-serial");
        Assert.Contains($"/units/{TestBook.Gpu}/{serial}", reply.Text);
        Assert.Equal("site:FAB1/inventory", (await book.GetAsync($"units/{TestBook.Gpu}/{serial}")).MustBe(200).Json.Text("account"));
        Assert.Equal("site:PDX1/inventory", (await book.GetAsync($"units/{TestBook.Cpu}/{serial}")).MustBe(200).Json.Text("account"));
    }

    [Fact]
    public async Task A_serial_may_hold_every_character_of_its_set()
    {
        var book = await TestBook.OpenAsync();
        string[] serials = [.. new[] { "!\"%&'()*+,-.:;<=>?_", "a%2Fb", "50%", "q?x=1&y#".Replace("#", ""), "+1" }.Select(s => $"{s}{book.Code[2..8]}")];
        await book.RegisterAsync("B-1", serials);
        foreach (var serial in serials)
        {
            Assert.Equal(serial, (await book.GetAsync($"units/{TestBook.Gpu}/{Uri.EscapeDataString(serial)}")).MustBe(200).Json.Text("serial"));
        }
    }

    [Fact]
    public async Task Views_of_streams_carry_their_version_as_etag_as_the_answer_did()
    {
        var book = await TestBook.OpenAsync();
        await book.OrderAsync(5);
        await book.PlanRackAsync("R-1", 1);
        var registered =
            await book.PostAsync("batches", new { batch = "B-1", product = TestBook.Gpu, site = TestBook.Factory, serials = book.Serials("B-1", 5) });
        Assert.Equal(("\"v1\"", 1), (registered.MustBe(201).ETag, registered.Json.Number("version")));
        var shipped = (await book.PostAsync("batches/ship", book.Shipment("B-1"))).MustBe(200);
        Assert.Equal(("\"v2\"", "batch/B-1"), (shipped.ETag, shipped.Json.Text("stream")));
        Assert.Equal(shipped.ETag, (await book.GetAsync("batches/B-1")).MustBe(200).ETag);
        foreach (var view in new[] { "", "agreements/SA-1", "orders/PO-1", "racks/R-1" })
        {
            Assert.Matches("^\"v[1-9][0-9]*\"$", (await book.GetAsync(view)).MustBe(200).ETag);
        }
    }

    private static string Utc(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
}
