namespace Ledger.Http.Tests.Sandbox;

/// <summary>A sandbox is wiped by leaving the twin behind for a new one.</summary>
public sealed class Resets
{
    [Fact]
    public async Task A_reset_leads_test_keys_into_a_new_twin_with_the_reference_data_of_the_book()
    {
        var book = await TestBook.OpenAsync();
        var twin = await Partners.OfAsync(book);
        var batch = new { batch = "B-1", product = TestBook.Gpu, site = TestBook.Factory, serials = book.Serials("S", 3) };
        await twin.MustPostAsync("SUP", "batches", batch);
        await book.MustPostAsync("products", new { product = "acme:NEW1", name = "Newer", family = "gpu" });
        Assert.Equal(2, (await twin.GetAsync("SUP", "products")).Reply.Json.List("items").Length);

        var reset = await twin.PostAsync("SUP", "sandbox/reset", new { reason = "once more" }, key: "reset-1");
        reset.Reply.MustBe(201);
        Assert.Equal(("sandbox", 1), (reset.Reply.Json.Text("stream"), reset.Reply.Json.Number("version")));
        Assert.Equal("true", (await twin.PostAsync("SUP", "sandbox/reset", new { reason = "once more" }, key: "reset-1")).Replayed);

        var products = await twin.GetAsync("SUP", "products");
        Assert.Equal(("1", 3), (products.Generation, products.Reply.Json.List("items").Length));
        (await twin.GetAsync("SUP", "batches/B-1")).Reply.MustBe(404);
        await twin.MustPostAsync("SUP", "batches", batch);
        await book.GetWhenAsync("events?limit=200", page => page.List("events").Count(e => e.Text("type") == "access.sandbox-reset.v1") == 1);
    }

    [Fact]
    public async Task A_reset_in_a_bulk_request_is_of_the_book_too()
    {
        var book = await TestBook.OpenAsync();
        var twin = await Partners.OfAsync(book);
        var told = await twin.BulkAsync("CUS", """{"type":"ResetSandbox","reason":"over again"}""");
        Assert.Contains("\"status\":201", told.Reply.Text);
        Assert.Equal("1", (await twin.GetAsync("CUS", "me")).Generation);
    }

    [Fact]
    public async Task It_takes_a_test_key_that_may_write_or_the_operator()
    {
        var book = await TestBook.OpenAsync();
        var (twin, live, client) = (await Partners.OfAsync(book), await Partners.OfAsync(book, "live"), await LedgerHost.ClientAsync());
        (await live.PostAsync("SUP", "sandbox/reset", new { reason = "over again" })).Reply.MustRefuse(403, "not-permitted");
        (await twin.PostAsync("AUD", "sandbox/reset", new { reason = "over again" })).Reply.MustRefuse(403, "not-permitted");
        var reader = await Keys.IssueAsync(client, book.Code, "SUP", "reader", "test", "read");
        using var request =
            new HttpRequestMessage(
                HttpMethod.Post, $"/books/{book.Code}/sandbox/reset")
            {
                Content = new StringContent("""{"reason":"over again"}""", null, "application/json"),
                Headers = { Authorization = new("Bearer", reader) }
            };
        (await Reply.OfAsync(await client.SendAsync(request))).MustRefuse(403, "insufficient-scope");
        (await Reply.OfAsync(
            await client.PostAsync($"/books/{book.Code}/sandbox/reset", new StringContent("""{"reason":"over again"}""", null, "application/json"))))
            .MustBe(201);
        Assert.Equal("1", (await twin.GetAsync("SUP", "me")).Generation);
    }

    [Fact]
    public async Task Of_many_resets_at_once_each_is_a_generation_of_its_own()
    {
        var twin = await Partners.OfAsync(await TestBook.OpenAsync());
        await twin.KeyAsync("SUP");
        var told = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => twin.PostAsync("SUP", "sandbox/reset", new { reason = "over again" })));
        Assert.Equal([1, 2, 3, 4, 5], told.Select(t => t.Reply.Json.Number("version")).Order());
        Assert.Equal("5", (await twin.GetAsync("SUP", "me")).Generation);
    }
}
