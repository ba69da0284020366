using System.Globalization;

namespace Ledger.Http.Tests.BadInput;

public sealed class Bad_dates(BookOfTheClass opened) : IClassFixture<BookOfTheClass>
{
    [Theory]
    [InlineData("2026-03-01T10:00:00")]
    [InlineData("2026-03-01T10:00:00.123")]
    [InlineData("2026-03-01")]
    [InlineData("2026-03-01 10:00:00Z")]
    [InlineData("2026-03-01T10:00:00z")]
    [InlineData("2026-02-30T10:00:00Z")]
    [InlineData("2026-13-01T10:00:00Z")]
    [InlineData("2026-03-01T24:00:01Z")]
    [InlineData("2026-03-01T10:00:00+25:00")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    [InlineData("0000-01-01T00:00:00Z")]
    [InlineData("10000-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59-14:00")]
    [InlineData("03/01/2026")]
    [InlineData("1772359200")]
    [InlineData("yesterday")]
    [InlineData("")]
    public async Task A_time_is_iso_8601_with_an_offset(string occurredAt)
    {
        var reply = await opened.RefusedAsync("parties", Party(occurredAt), 400, "malformed-json");
        Assert.Equal(["/occurredAt wrong-type"], reply.Errors());
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("1999-12-31T23:59:59Z")]
    [InlineData("2100-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59Z")]
    public async Task A_time_outside_of_the_deal_s_century_is_refused(string occurredAt)
    {
        var reply = await opened.RefusedAsync("parties", Party(occurredAt), 400, "invalid-command");
        Assert.Equal(["/occurredAt date-out-of-range"], reply.Errors());
    }

    [Theory]
    [InlineData("0001-01-01")]
    [InlineData("1999-12-31")]
    [InlineData("2100-01-01")]
    [InlineData("9999-12-31")]
    public async Task A_date_outside_of_the_deal_s_century_is_refused(string date)
    {
        Assert.Equal(["/lines/0/requestedDelivery date-out-of-range"], (await opened.RefusedAsync("orders", Order(date), 400, "invalid-command")).Errors());
        Assert.Equal(["/expectedArrival date-out-of-range"], (await opened.RefusedAsync("batches/ship", Shipment(date), 400, "invalid-command")).Errors());
    }

    [Theory]
    [InlineData("2026-02-29")]
    [InlineData("2026-12-01T00:00:00Z")]
    [InlineData("01.12.2026")]
    [InlineData("2026-1-1")]
    [InlineData("")]
    public async Task A_date_is_year_month_and_day(string date)
    {
        Assert.Equal(["/lines/0/requestedDelivery wrong-type"], (await opened.RefusedAsync("orders", Order(date), 400, "malformed-json")).Errors());
        Assert.Equal(["/expectedArrival wrong-type"], (await opened.RefusedAsync("batches/ship", Shipment(date), 400, "malformed-json")).Errors());
    }

    [Fact]
    public async Task A_live_book_takes_no_fact_from_the_future()
    {
        var future = TimeProvider.System.GetUtcNow().AddMinutes(10).ToString("O", CultureInfo.InvariantCulture);
        var reply = await opened.RefusedAsync("parties", Party(future), 409, "occurred-in-the-future");
        Assert.Equal(["/occurredAt in-the-future"], reply.Errors());
    }

    [Fact]
    public async Task A_partner_s_clock_may_be_some_minutes_ahead()
    {
        var book = await TestBook.OpenAsync();
        (await book.PostAsync("parties", Party(TimeProvider.System.GetUtcNow().AddMinutes(4).ToString("O", CultureInfo.InvariantCulture)))).MustBe(200);
    }

    [Fact]
    public async Task A_rehearsal_takes_facts_up_to_the_end_of_the_century()
    {
        var book = await TestBook.OpenAsync("rehearsal");
        (await book.PostAsync("parties", Party("2099-12-31T23:59:59Z"))).MustBe(200);
        (await book.PostAsync("parties", Party("2100-01-01T00:00:00Z"))).MustRefuse(400, "invalid-command");
    }

    [Fact]
    public async Task A_time_of_any_zone_is_kept_as_that_moment()
    {
        var book = await TestBook.OpenAsync();
        (await book.PostAsync("parties", Party("2026-03-01T10:00:00.1234567+05:30"))).MustBe(200);
        var recorded = (await book.EventsAsync())[^1];
        Assert.Equal("2026-03-01T04:30:00.1234567+00:00", recorded.GetProperty("data").Text("occurredAt"));
    }

    private static string Party(string occurredAt) => Json.Write(new { party = "P-1", name = "x", roles = new[] { "auditor" }, occurredAt });

    private static string Order(string requestedDelivery) =>
        Json.Write(
            new
            {
                order = "PO-1",
                agreement = "SA-1",
                shipTo = "PDX1",
                lines = new[] { new { line = 1, agreementLine = 1, product = "acme:B300", quantity = 1, requestedDelivery } }
            });

    private static string Shipment(string expectedArrival) =>
        Json.Write(new { batch = "B-1", order = "PO-1", orderLine = 1, to = "PDX1", carrier = "CAR", despatchAdvice = "A-1", expectedArrival });
}
