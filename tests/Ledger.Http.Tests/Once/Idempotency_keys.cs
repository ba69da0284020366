using System.Text;
using System.Text.Json;
using Ledger.Http.Tests.Limits;

namespace Ledger.Http.Tests.Once;

/// <summary>At most one effect per idempotency key (P2), and an answer to every retry (P3).</summary>
public sealed class Idempotency_keys
{
    private const string Site = """{"site":"S-1","name":"A port","kind":"port"}""";

    [Fact]
    public async Task The_same_request_gets_the_first_answer_again()
    {
        var book = await TestBook.OpenAsync();
        var first = (await book.PostAsync("sites", Site, key: "k-1")).MustBe(201);
        Assert.Null(first.Replayed);
        var before = await book.EventCountAsync();

        var again = (await book.PostAsync("sites", Site, key: "k-1")).MustBe(201);
        Assert.Equal("true", again.Replayed);
        Assert.Equal((first.Text.ButForItsSeal(), first.ETag), (again.Text.ButForItsSeal(), again.ETag));
        Assert.Equal(before, await book.EventCountAsync());
    }

    [Theory]
    [InlineData("sites", """{"site":"S-2","name":"A port","kind":"port"}""")]
    [InlineData("sites", """{ "site":"S-1","name":"A port","kind":"port"}""")]
    [InlineData("products", """{"product":"acme:X1","name":"X","family":"gpu"}""")]
    public async Task Another_request_under_the_key_is_refused(string route, string body)
    {
        var book = await TestBook.OpenAsync();
        (await book.PostAsync("sites", Site, key: "k-1")).MustBe(201);
        var before = await book.EventCountAsync();
        (await book.PostAsync(route, body, key: "k-1")).MustRefuse(422, "idempotency-key-reused");
        Assert.Equal(before, await book.EventCountAsync());
    }

    [Fact]
    public async Task A_refusal_is_not_kept_and_the_key_may_be_used_for_a_better_try()
    {
        var book = await TestBook.OpenAsync();
        await book.RegisterAsync("B-1", book.Serials("B-1", 1));
        var shipment = JsonSerializer.Serialize(book.Shipment("B-1"));
        (await book.PostAsync("batches/ship", shipment, key: "k-1")).MustRefuse(404, "unknown-order-line");
        await book.OrderAsync(1);
        (await book.PostAsync("batches/ship", shipment, key: "k-1")).MustBe(200);
        Assert.Equal("true", (await book.PostAsync("batches/ship", shipment, key: "k-1")).MustBe(200).Replayed);
    }

    [Fact]
    public async Task A_key_belongs_to_its_book()
    {
        var (one, other) = (await TestBook.OpenAsync(), await TestBook.OpenAsync());
        Assert.Null((await one.PostAsync("sites", Site, key: "k-1")).MustBe(201).Replayed);
        Assert.Null((await other.PostAsync("sites", Site, key: "k-1")).MustBe(201).Replayed);
    }

    [Fact]
    public async Task A_preference_to_wait_is_met_by_a_replay_too()
    {
        var book = await TestBook.OpenAsync();
        await book.OrderAsync(1);
        var order = JsonSerializer.Serialize(new
        {
            order = "PO-2",
            agreement = "SA-1",
            shipTo = TestBook.DataCentre,
            lines = new[] { new { line = 1, agreementLine = 1, product = TestBook.Gpu, quantity = 1, requestedDelivery = "2026-12-01" } },
        });
        (await book.PostAsync("orders", order, key: "k-1")).MustBe(201);
        var again = (await book.PostAsync("orders", order, key: "k-1", prefer: "wait=20")).MustBe(201);
        Assert.Equal("true", again.Replayed);
        Assert.Equal("confirmed", again.Json.GetProperty("order").Text("status"));
    }

    [Theory]
    [InlineData(null, "idempotency-key-missing")]
    [InlineData("", "idempotency-key-missing")]
    [InlineData("has space", "idempotency-key-invalid")]
    [InlineData("pass\tage", "idempotency-key-invalid")]
    [GoesBeyond("idempotency-key")]
    [InlineData("256", "idempotency-key-invalid")]
    public async Task A_command_needs_a_key(string? key, string code)
    {
        var book = await TestBook.OpenAsync();
        using var content = new StringContent(Site, Encoding.UTF8, "application/json");
        (await book.SendBareAsync("sites", content, key is "256" ? new string('k', 256) : key)).MustRefuse(400, code);
    }

    [Fact]
    public async Task Each_line_of_a_bulk_request_has_a_key_of_its_own_and_may_be_sent_again_alone()
    {
        var book = await TestBook.OpenAsync();
        const string Lines = """
            {"type":"RegisterSite","key":"k-1","site":"S-1","name":"A port","kind":"port"}
            {"type":"RegisterSite","site":"S-2","name":"A port","kind":"port"}
            {"type":"RegisterSite","key":"k-1","site":"S-3","name":"A port","kind":"port"}
            {"type":"RegisterSite","key":7,"site":"S-3","name":"A port","kind":"port"}
            """;
        using var content = new StringContent(Lines, Encoding.UTF8, "application/x-ndjson");
        var answers = (await book.SendBareAsync("commands", content, null)).MustBe(200).Text.Trim().Split('\n').Select(line => JsonElement.Parse(line))
            .ToList();
        Assert.Equal([201, 400, 422, 400], answers.Select(a => a.Number("status")));
        Assert.Equal(
            ["idempotency-key-missing", "idempotency-key-reused", "idempotency-key-missing"],
            answers.Skip(1).Select(a => a.GetProperty("problem").Text("code")));

        var alone = (await book.PostAsync("sites", Site, key: "k-1")).MustBe(201);
        Assert.Equal("true", alone.Replayed);
        Assert.Equal(answers[0].GetProperty("answer").GetRawText().ButForItsSeal(), alone.Text.ButForItsSeal());
        using var again = new StringContent(Lines.Split('\n')[0], Encoding.UTF8, "application/x-ndjson");
        Assert.True(JsonElement.Parse((await book.SendBareAsync("commands", again, null)).Text).GetProperty("replayed").GetBoolean());
    }
}
