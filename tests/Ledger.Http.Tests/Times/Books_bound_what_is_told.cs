using System.Text.Json;

namespace Ledger.Http.Tests.Times;

/// <summary>A fact that is told long before its cause, or long after it happened, is refused as far as the book was opened so.</summary>
public sealed class Books_bound_what_is_told
{
    [Fact]
    public async Task A_live_book_takes_a_fact_at_most_thirty_days_before_its_cause()
    {
        var book = await OpenedAsync("live", null);
        var reply = (await VoidAsync(book, "2026-03-10T08:59:59Z")).MustRefuse(409, "before-its-cause");
        Assert.Contains("batch/B-1 took effect at 2026-04-10T09:00:00Z", reply.Json.Text("detail"), StringComparison.Ordinal);
        Assert.Contains("at most 30 days before", reply.Json.Text("detail"), StringComparison.Ordinal);
        (await VoidAsync(book, "2026-03-11T09:00:00Z")).MustBe(200);
    }

    [Fact]
    public async Task What_the_refusal_advises_is_accepted()
    {
        var book = await OpenedAsync("live", null);
        (await VoidAsync(book, "2026-03-01T00:00:00Z")).MustRefuse(409, "before-its-cause");
        (await VoidAsync(book, null)).MustBe(200);
    }

    [Theory]
    [InlineData("rehearsal", null, 200)]
    [InlineData("rehearsal", 5, 409)]
    [InlineData("live", 3650, 200)]
    public async Task The_bound_is_set_when_the_book_is_opened(string purpose, int? days, int status)
    {
        var book = await OpenedAsync(purpose, days);
        Assert.Equal(status, (int)(await VoidAsync(book, "2026-03-01T00:00:00Z")).Status);
    }

    [Fact]
    public async Task A_fact_that_is_told_too_late_is_refused_where_the_book_says_so()
    {
        var book = await TestBook.UnopenedAsync();
        (await book.PostAsync("open", Opening("live", null, lateDaysMax: 10))).MustBe(201);
        var old = new { site = "S1", name = "Site", kind = "factory", occurredAt = TimeProvider.System.GetUtcNow().AddDays(-11) };
        var refused = (await book.PostAsync("sites", JsonSerializer.Serialize(old))).MustRefuse(409, "told-too-late");
        Assert.Equal(["/occurredAt too-late"], refused.Errors());
        (await book.PostAsync("sites", JsonSerializer.Serialize(old with { occurredAt = TimeProvider.System.GetUtcNow().AddDays(-9) }))).MustBe(201);
    }

    [Theory]
    [InlineData("""{"name":"B","purpose":"live","parties":[{"party":"A","name":"A","roles":["supplier"]}],"earlyDaysMax":-1}""", "/earlyDaysMax")]
    [InlineData("""{"name":"B","purpose":"live","parties":[{"party":"A","name":"A","roles":["supplier"]}],"lateDaysMax":40000}""", "/lateDaysMax")]
    public async Task A_bound_is_a_number_of_days(string opening, string pointer)
    {
        var book = await TestBook.UnopenedAsync();
        Assert.Equal([$"{pointer} days-out-of-range"], (await book.PostAsync("open", opening)).MustRefuse(400, "invalid-command").Errors());
    }

    private static string Opening(string purpose, int? earlyDaysMax, int? lateDaysMax = null) => JsonSerializer.Serialize(new
    {
        name = "Bounds",
        purpose,
        parties = new object[]
        {
            new { party = "SUP", name = "Supplier", roles = new[] { "supplier" } },
            new { party = "CUS", name = "Customer", roles = new[] { "customer" } },
            new { party = "CAR", name = "Carrier", roles = new[] { "carrier" } },
        },
        earlyDaysMax,
        lateDaysMax,
    });

    /// <summary>A book in which B-1 was shipped on 10 April.</summary>
    private static async Task<TestBook> OpenedAsync(string purpose, int? earlyDaysMax)
    {
        var book = await TestBook.UnopenedAsync();
        (await book.PostAsync("open", Opening(purpose, earlyDaysMax))).MustBe(201);
        await book.MustPostAsync("products", new { product = TestBook.Gpu, name = "GPU", family = "gpu", occurredAt = "2026-01-01T00:00:00Z" });
        await book.MustPostAsync("products", new { product = TestBook.Cpu, name = "CPU", family = "cpu", occurredAt = "2026-01-01T00:00:00Z" });
        await book.MustPostAsync("sites", new { site = TestBook.Factory, name = "Factory", kind = "factory", occurredAt = "2026-01-01T00:00:00Z" });
        await book.MustPostAsync("sites", new { site = TestBook.DataCentre, name = "DC", kind = "dataCentre", occurredAt = "2026-01-01T00:00:00Z" });
        await book.OrderAsync(4, at: new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));
        await book.MustPostAsync(
            "batches",
            new { batch = "B-1", product = TestBook.Gpu, site = TestBook.Factory, serials = book.Serials("G", 4), occurredAt = "2026-04-01T09:00:00Z" });
        await book.MustPostAsync("batches/ship", new
        {
            batch = "B-1",
            order = "PO-1",
            orderLine = 1,
            to = TestBook.DataCentre,
            carrier = "CAR",
            despatchAdvice = "ASN-1",
            occurredAt = "2026-04-10T09:00:00Z",
        });
        // The bound is judged by the journal, which follows the events by a moment.
        await FirstDeal.SettledAsync(book);
        return book;
    }

    private static Task<Reply> VoidAsync(TestBook book, string? at) =>
        book.PostAsync("batches/void", JsonSerializer.Serialize(new { batch = "B-1", reason = "the lorry never came", occurredAt = at }));
}
