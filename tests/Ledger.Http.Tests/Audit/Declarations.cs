using System.Text.Json;

namespace Ledger.Http.Tests.Audit;

/// <summary>A wrong fact is declared erroneous by who recorded it, once it is put right; it is shown with that beside it.</summary>
public sealed class Declarations
{
    private static readonly string Unknown = Commands.Event;

    [Fact]
    public async Task A_shipment_is_declared_once_it_is_voided_and_never_when_it_was_received()
    {
        var book = await OpenAsync();
        var serials = await book.Book.ShipAsync("B-1", 3);
        var shipped = await EventAsync(book.Book, "logistics.batch-shipped.v1");
        var refused = (await DeclareAsync(book, "SUP", shipped)).MustRefuse(409, "not-moved-back");
        Assert.Contains("VoidShipment", refused.Json.Text("detail"));
        Assert.Equal(serials, refused.Json.GetProperty("serials").Texts("first"));

        await book.MustPostAsync("SUP", "batches/void", new { batch = "B-1", reason = "not loaded" });
        var voided = await EventAsync(book.Book, "logistics.shipment-voided.v1");
        (await DeclareAsync(book, "SUP", shipped, "did-not-occur", voided)).MustBe(201);

        await book.Book.MustPostAsync("batches/ship", book.Book.Shipment("B-1", advice: "ASN-2"));
        (await book.Book.ReceiveAsync("B-1", "RC-1")).MustBe(200);
        var second = (await book.Book.EventsAsync()).Last(e => e.Text("type") == "logistics.batch-shipped.v1").Text("id");
        (await book.PostAsync("SUP", "batches/void", new { batch = "B-1", reason = "x" })).Reply.MustRefuse(409, "shipment-has-receipts");
        (await DeclareAsync(book, "SUP", second)).MustRefuse(409, "not-moved-back");
        (await DeclareAsync(book, "SUP", second, "did-not-occur", await EventAsync(book.Book, "logistics.batch-received.v1")))
            .MustRefuse(409, "not-moved-back");
        (await DeclareAsync(book, "SUP", second, "did-not-occur", voided)).MustRefuse(409, "corrective-not-later");
        Assert.Contains(
            "ReturnUnits", (await DeclareAsync(book, "CUS", await EventAsync(book.Book, "logistics.batch-received.v1")))
            .MustRefuse(409, "not-declarable").Json.Text("detail"));

        // The unit's trail in both forms: as corrected it went neither the wrong way nor back.
        var recorded = (await book.Book.GetAsync($"units/{serials[0]}")).MustBe(200).Json.List("events");
        Assert.Equal(["batch-registered", "batch-shipped", "shipment-voided", "batch-shipped", "batch-received"], recorded.Select(Kind));
        Assert.Equal((shipped, "did-not-occur"), (recorded[1].GetProperty("declared").Text("event"), recorded[1].GetProperty("declared").Text("reason")));
        var corrected = (await book.Book.GetAsync($"units/{serials[0]}?view=corrected")).MustBe(200).Json.List("events");
        Assert.Equal(["batch-registered", "batch-shipped", "batch-received"], corrected.Select(Kind));
        Assert.Equal(second, corrected[1].Text("id"));
        Assert.Equal([shipped], (await book.Book.GetAsync("batches/B-1")).MustBe(200).Json.List("declarations").Select(d => d.Text("event")));
    }

    [Fact]
    public async Task A_report_is_shown_as_recorded_and_as_corrected()
    {
        var book = await OpenAsync();
        await book.Book.ShipAsync("B-1", 1);
        await book.MustPostAsync("CAR", "batches/transport", new { batch = "B-1", report = "T-1", status = "delivered" });
        await book.MustPostAsync("CAR", "batches/transport", new { batch = "B-1", report = "T-2", status = "delayed" });
        string[] reports = [.. (await book.Book.EventsAsync()).Where(e => e.Text("type") == "logistics.transport-reported.v1").Select(e => e.Text("id"))];
        var before = (await book.Book.GetAsync("batches/B-1")).MustBe(200);

        (await DeclareAsync(book, "CAR", reports[0], "incorrect-data")).MustRefuse(400, "invalid-command");
        (await DeclareAsync(book, "CAR", reports[0], "incorrect-data", await EventAsync(book.Book, "logistics.batch-shipped.v1")))
            .MustRefuse(409, "corrective-not-later");
        var declared = (await DeclareAsync(book, "CAR", reports[0], "incorrect-data", reports[1])).MustBe(201);
        Assert.Equal($"declaration/{reports[0]}", declared.Json.Text("stream"));

        var recorded = (await book.Book.GetAsync("batches/B-1?view=recorded")).MustBe(200);
        Assert.Equal(["T-1", "T-2"], recorded.Json.List("transport").Select(t => t.Text("report")));
        Assert.Equal(before.ETag, recorded.ETag);
        var corrected = (await book.Book.GetAsync("batches/B-1?view=corrected")).MustBe(200).Json;
        Assert.Equal(["T-2"], corrected.List("transport").Select(t => t.Text("report")));
        var note = Assert.Single(corrected.List("declarations"));
        Assert.Equal(
            (reports[0], "incorrect-data", declared.Json.List("events")[0].Text("id")), (note.Text("event"), note.Text("reason"), note.Text("declaration")));
        Assert.Equal([reports[1]], note.Texts("correctiveEvents"));
        (await book.Book.GetAsync("batches/B-1?view=else")).MustRefuse(400, "invalid-query");

        // A corrective event that is itself wrong corrects nothing more.
        (await DeclareAsync(book, "CAR", reports[1])).MustBe(201);
        await book.MustPostAsync("CAR", "batches/transport", new { batch = "B-1", report = "T-3", status = "arrived" });
    }

    [Fact]
    public async Task The_feed_marks_it_and_who_sees_the_event_sees_the_declaration()
    {
        var book = await OpenAsync();
        await book.Book.ShipAsync("B-1", 1);
        await book.MustPostAsync("CAR", "batches/transport", new { batch = "B-1", report = "T-1", status = "delivered" });
        var report = await EventAsync(book.Book, "logistics.transport-reported.v1");
        (await DeclareAsync(book, "CAR", report)).MustBe(201);
        foreach (var party in new[] { "CAR", "INT", "AUD" })
        {
            var events =
                (await book.GetWhenAsync(
                    party, "events", page => page.List("events").Any(e => e.Text("type") == "audit.event-declared-erroneous.v1"))).Json.List("events");
            Assert.Equal("did-not-occur", events.Single(e => e.Text("id") == report).GetProperty("declared").Text("reason"));
        }

        await book.Book.MustPostAsync("agreements/amend", new { agreement = "SA-1", amendment = "A-1", reason = "x", lines = Lines(200_000) });
        await book.Book.MustPostAsync("agreements/amend", new { agreement = "SA-1", amendment = "A-2", reason = "x", lines = Lines(100_000) });
        var amendments = (await book.Book.EventsAsync()).Where(e => e.Text("type") == "agreements.agreement-amended.v1").Select(e => e.Text("id")).ToArray();
        (await DeclareAsync(book, "CAR", amendments[0])).MustRefuse(404, "unknown-event");
        (await DeclareAsync(book, "CUS", amendments[0])).MustRefuse(403, "not-your-own");
        (await DeclareAsync(book, "SUP", amendments[0])).MustRefuse(409, "facts-rest-on-it");
        var declared = (await DeclareAsync(book, "SUP", amendments[0], "did-not-occur", amendments[1])).MustBe(201).Json;
        Assert.Equal(
            ["A-2"], (await book.GetAsync("CUS", "agreements/SA-1?view=corrected")).Reply.MustBe(200).Json.List("amendments").Select(a => a.Text("amendment")));
        await book.GetWhenAsync("CUS", "events?limit=200", page => page.List("events").Any(e => e.Number("position") == declared.Number("position")));
        Assert.DoesNotContain(
            (await book.GetAsync("CAR", "events?limit=200")).Reply.Json.List("events"), e => e.Number("position") == declared.Number("position"));
    }

    [Fact]
    public async Task Nobody_else_and_nothing_twice()
    {
        var (book, other) = (await OpenAsync(), await OpenAsync());
        await book.Book.ShipAsync("B-1", 1);
        await other.Book.ShipAsync("B-1", 1);
        await other.MustPostAsync("CAR", "batches/transport", new { batch = "B-1", report = "T-1", status = "delivered" });
        await book.MustPostAsync("CAR", "batches/transport", new { batch = "B-1", report = "T-1", status = "delivered" });
        var (report, foreign) =
            (await EventAsync(book.Book, "logistics.transport-reported.v1"), await EventAsync(other.Book, "logistics.transport-reported.v1"));

        (await DeclareAsync(book, "CAR", Unknown)).MustRefuse(404, "unknown-event");
        (await DeclareAsync(book, "CAR", foreign)).MustRefuse(404, "unknown-event");
        (await DeclareAsync(book, "CAR", report, "did-not-occur", foreign)).MustRefuse(404, "unknown-corrective-event");
        (await DeclareAsync(book, "CAR", report, "did-not-occur", Unknown)).MustRefuse(404, "unknown-corrective-event");
        (await DeclareAsync(book, "CUS", report)).MustRefuse(403, "not-your-own");
        (await DeclareAsync(book, "AUD", report)).MustRefuse(403, "not-permitted");
        (await DeclareAsync(book, "CAR", report, "other")).MustRefuse(400, "invalid-command");
        (await DeclareAsync(book, "CAR", "no-id")).MustRefuse(400, "malformed-json");
        (await book.PostAsync("CAR", $"events/{Unknown}/declarations", new { @event = report, reason = "did-not-occur" })).Reply.MustRefuse(
            400, "invalid-command");
        (await DeclareAsync(book, "CAR", report, "did-not-occur", report)).MustRefuse(409, "corrective-not-later");

        var first = (await DeclareAsync(book, "CAR", report)).MustBe(201).Json;
        var again = (await DeclareAsync(book, "CAR", report)).MustBe(200).Json;
        Assert.True(again.GetProperty("alreadyRecorded").GetBoolean());
        Assert.Equal(first.List("events")[0].Text("id"), again.List("events")[0].Text("id"));
        (await book.PostAsync(
            "CAR", $"events/{report}/declarations", new { @event = report, reason = "did-not-occur", note = "in other words" })).Reply.MustRefuse(
                409, "already-declared");
        var declaration = first.List("events")[0].Text("id");
        (await DeclareAsync(book, "CAR", declaration)).MustRefuse(404, "unknown-event");
        (await AsOperatorAsync(book, declaration)).MustRefuse(409, "not-declarable");
        (await AsOperatorAsync(book, await EventAsync(book.Book, "agreements.book-opened.v1"))).MustRefuse(409, "not-declarable");
        (await AsOperatorAsync(book, await EventAsync(book.Book, "agreements.commitment-drawn.v1"))).MustRefuse(409, "not-declarable");
        (await DeclareAsync(book, "SUP", await EventAsync(book.Book, "agreements.commitment-drawn.v1"))).MustRefuse(403, "not-your-own");
    }

    [Fact]
    public async Task A_line_of_a_bulk_request_declares_too_and_the_operator_may()
    {
        var book = await OpenAsync();
        await book.Book.ShipAsync("B-1", 1);
        await book.MustPostAsync("CAR", "batches/transport", new { batch = "B-1", report = "T-1", status = "delivered" });
        var report = await EventAsync(book.Book, "logistics.transport-reported.v1");
        var key = Guid.NewGuid();
        var line = $$"""{"type":"DeclareErroneous","key":"{{key}}","event":"{{report}}","reason":"did-not-occur"}""";
        var answer = JsonElement.Parse((await book.BulkAsync("CAR", line)).Reply.MustBe(200).Text);
        Assert.Equal(201, answer.Number("status"));
        // Alone, under the same key, it is the same request.
        var alone =
            await book.PostAsync("CAR", $"events/{report}/declarations", JsonElement.Parse($$"""{"event":"{{report}}","reason":"did-not-occur"}"""), $"{key}");
        Assert.Equal("true", alone.Replayed);
    }

    [Fact]
    public async Task Many_at_once_come_to_one_declaration()
    {
        var book = await OpenAsync();
        await book.Book.ShipAsync("B-1", 1);
        await book.MustPostAsync("CAR", "batches/transport", new { batch = "B-1", report = "T-1", status = "departed" });
        await book.MustPostAsync("CAR", "batches/transport", new { batch = "B-1", report = "T-2", status = "delivered" });
        string[] reports = [.. (await book.Book.EventsAsync()).Where(e => e.Text("type") == "logistics.transport-reported.v1").Select(e => e.Text("id"))];
        var copies = Enumerable.Range(0, 6).Select(_ => DeclareAsync(book, "CAR", reports[0], "incorrect-data", reports[1]));
        var corrective = DeclareAsync(book, "CAR", reports[1]);
        // Meanwhile the stream goes on, and each declaration is decided on it as it is then.
        var more = Enumerable.Range(3, 4)
            .Select(i => book.MustPostAsync("CAR", "batches/transport", new { batch = "B-1", report = $"T-{i}", status = "delayed" }));
        await Task.WhenAll([.. copies, corrective, .. more]);
        var declared = (await book.Book.EventsAsync()).Where(e => e.Text("type") == "audit.event-declared-erroneous.v1")
            .Select(e => e.GetProperty("data").Text("event")).ToList();
        Assert.Equal(declared.Distinct(), declared);
        Assert.Contains(reports[1], declared);
        var (again, isThere) = (await DeclareAsync(book, "CAR", reports[0], "incorrect-data", reports[1]), declared.Contains(reports[0]));
        Assert.Equal(isThere ? 200 : 409, (int)again.Status);
    }

    [Fact]
    public async Task An_order_and_an_agreement_that_nothing_rests_on_any_more()
    {
        var book = await OpenAsync();
        var (placed, signed) = (await EventAsync(book.Book, "ordering.order-placed.v1"), await EventAsync(book.Book, "agreements.agreement-signed.v1"));
        Assert.Contains("CancelOrderLine", (await DeclareAsync(book, "CUS", placed)).MustRefuse(409, "facts-rest-on-it").Json.Text("detail"));
        Assert.Contains("CloseAgreement", (await DeclareAsync(book, "SUP", signed)).MustRefuse(409, "facts-rest-on-it").Json.Text("detail"));

        await book.MustPostAsync("CUS", "orders/cancel-line", new { order = "PO-1", line = 1, reason = "x" });
        (await DeclareAsync(book, "CUS", placed)).MustBe(201);
        Assert.Equal("PO-1", (await book.Book.GetAsync("orders/PO-1")).MustBe(200).Json.Text("order"));
        (await book.Book.GetAsync("orders/PO-1?view=corrected")).MustRefuse(404, "declared-erroneous");

        await book.MustPostAsync("CUS", "agreements/close", new { agreement = "SA-1", reason = "x" });
        await book.Book.GetWhenAsync("agreements/SA-1", a => a.List("lines").All(l => l.GetProperty("drawn").GetDecimal() == 0));
        (await DeclareAsync(book, "SUP", signed)).MustBe(201);
    }

    private static object[] Lines(int quantity) => [new { line = 1, product = TestBook.Gpu, quantity, from = "2026-01-01", until = "2027-12-31" }];

    private static string Kind(JsonElement step) => step.Text("type").Split('.')[1];

    private static async Task<Partners> OpenAsync()
    {
        var book = await TestBook.OpenAsync();
        await book.OrderAsync(10);
        return await Partners.OfAsync(book, "live");
    }

    private static async Task<string> EventAsync(TestBook book, string type) => (await book.EventsAsync()).First(e => e.Text("type") == type).Text("id");

    private static async Task<Reply> DeclareAsync(Partners book, string party, string recorded, string reason = "did-not-occur", params string[] correctives) =>
        (await book.PostAsync(party, $"events/{recorded}/declarations", Body(recorded, reason, correctives))).Reply;

    private static async Task<Reply> AsOperatorAsync(Partners book, string recorded)
    {
        using var client = await LedgerHost.ClientAsync();
        using var content = new StringContent(JsonSerializer.Serialize(Body(recorded, "did-not-occur")), System.Text.Encoding.UTF8, "application/json");
        return await Reply.OfAsync(await client.PostAsync($"/books/{book.Book.Code}/events/{recorded}/declarations", content));
    }

    private static object Body(string recorded, string reason, params string[] correctives) =>
        new { @event = recorded, reason, correctiveEvents = correctives };
}
