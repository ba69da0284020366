using System.Globalization;

namespace Ledger.Http.Tests.Times;

/// <summary>
/// Goal: at no effective moment has more been shipped on an order line than was ordered. Method: a replacement is told as shipped before what made room for it.
/// </summary>
public sealed class Replacements_wait_for_room(OwnHost own) : IClassFixture<OwnHost>
{
    [Theory]
    [InlineData("returned")]
    [InlineData("voided")]
    [InlineData("writtenOff")]
    public async Task Of_what_made_it(string how)
    {
        var book = await TestBook.OpenAsync("rehearsal");
        await book.OrderAsync(4, at: Day(1));
        var serials = await ShipAsync(book, "B-1", 4, Day(10));
        await (how switch
        {
            "returned" => ReturnAsync(book, serials),
            "voided" => book.MustPostAsync("batches/void", new { batch = "B-1", reason = "recalled", occurredAt = Day(20) }),
            _ => WriteOffAsync(book, serials),
        });
        await MustHaveRoomAsync(book);
        await ShipAsync(book, "B-2", 1, Day(15));

        Assert.Equal("4", await ShippedAsync(book, Day(16)));
        Assert.Equal(how == "voided" ? "1" : "4", await ShippedAsync(book, Day(20)));
        var shipment = (await book.GetAsync("units/B-2-1")).MustBe(200).Json.List("events")[^1];
        Assert.Equal((Day(15), Day(20)), (shipment.GetProperty("occurredAt").GetDateTimeOffset(), shipment.GetProperty("effectiveAt").GetDateTimeOffset()));
        var checks = (await book.GetAsync("checks")).MustBe(200).Json;
        Assert.True(checks.GetProperty("holds").GetBoolean(), checks.ToString());
    }

    [Fact]
    public async Task But_not_where_there_was_room_anyway()
    {
        var book = await TestBook.OpenAsync("rehearsal");
        await book.OrderAsync(5, at: Day(1));
        await ReturnAsync(book, await ShipAsync(book, "B-1", 4, Day(10)));
        await ShipAsync(book, "B-2", 1, Day(15));
        Assert.Equal(("4", "5", "4"), (await ShippedAsync(book, Day(14)), await ShippedAsync(book, Day(16)), await ShippedAsync(book, Day(20))));
    }

    /// <summary>An earlier build let the replacement take effect at its told time.</summary>
    [Fact]
    public async Task The_checks_find_a_moment_at_which_it_did_not()
    {
        var book = await own.BookAsync("rehearsal");
        await book.OrderAsync(4, at: Day(1));
        await ReturnAsync(book, await ShipAsync(book, "B-1", 4, Day(10)));
        await MustHaveRoomAsync(book);
        await ShipAsync(book, "B-2", 1, Day(15));
        await FirstDeal.SettledAsync(book);
        await own.ExecuteAsync($"delete from ledger.effective_time where book = '{book.Code}'");
        var checks = (await book.GetAsync("checks")).MustBe(200).Json;
        Assert.Equal((false, true, true), (IsTrue("holds"), IsTrue("accountsSumToZero"), IsTrue("journalAndCustodyAgree")));
        Assert.Equal("line 1 of order PO-1: 5 shipped of 4 at the effective time 2026-04-15T09:00:00.000000Z", checks.List("findings")[0].GetString());

        bool IsTrue(string member) => checks.GetProperty(member).GetBoolean();
    }

    private static async Task<string[]> ShipAsync(TestBook book, string batch, int units, DateTimeOffset at)
    {
        string[] serials = [.. Enumerable.Range(1, units).Select(i => $"{batch}-{i}")];
        await book.MustPostAsync("batches", new { batch, product = TestBook.Gpu, site = TestBook.Factory, serials, occurredAt = Day(2) });
        await book.MustPostAsync("batches/ship", new
        {
            batch,
            order = "PO-1",
            orderLine = 1,
            to = TestBook.DataCentre,
            carrier = "CAR",
            despatchAdvice = $"ASN-{batch}",
            occurredAt = at,
        });
        return serials;
    }

    private static async Task ReturnAsync(TestBook book, string[] serials)
    {
        await book.MustPostAsync("batches/receive", new { batch = "B-1", receipt = "RC-1", occurredAt = Day(12) });
        await book.MustPostAsync("units/return", new
        {
            @return = "RT-1",
            site = TestBook.DataCentre,
            product = TestBook.Gpu,
            serials = serials[..1],
            to = TestBook.Factory,
            reason = "dead",
            occurredAt = Day(20),
        });
    }

    private static async Task WriteOffAsync(TestBook book, string[] serials)
    {
        await book.MustPostAsync("batches/receive", new { batch = "B-1", receipt = "RC-1", serials = serials[1..], final = true, occurredAt = Day(12) });
        await book.MustPostAsync("batches/write-off", new { writeOff = "WO-1", batch = "B-1", liable = "CAR", reason = "lost", occurredAt = Day(20) });
    }

    /// <summary>The order has heard of it, so that a closed one is open again.</summary>
    private static Task MustHaveRoomAsync(TestBook book) =>
        book.GetWhenAsync("orders/PO-1", order => order.Text("state") == "confirmed" && order.List("lines")[0].Number("shipped") < 4);

    private static async Task<string> ShippedAsync(TestBook book, DateTimeOffset moment)
    {
        await FirstDeal.SettledAsync(book);
        var at = Uri.EscapeDataString(moment.ToString("O", CultureInfo.InvariantCulture));
        return (await book.GetAsync($"agreements/SA-1/progress?effectiveAt={at}")).MustBe(200).Json.List("lines")[0].Figure("shipped")!;
    }

    private static DateTimeOffset Day(int day) => new(2026, 4, day, 9, 0, 0, TimeSpan.Zero);
}
