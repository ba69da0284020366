namespace Ledger.Http.Tests.Audit.Exports;

/// <summary>What is lost, taken back, returned, credited and scrapped is in the bundle, and the verifier computes the same from the events.</summary>
public sealed class A_book_with_losses_and_returns(OwnHost host) : IClassFixture<OwnHost>
{
    [Fact]
    public async Task Is_verified_without_the_ledger()
    {
        var deal = await SealedDeal.PlayAsync(host);
        var (book, lost) = (deal.Book, deal.Book.Serials("B-2", 3));
        (await book.ReceiveAsync("B-2", "RC-2", lost[..1])).MustBe(200);
        await book.MustPostAsync("batches/write-off", new { writeOff = "WO-1", batch = "B-2", liable = "CAR", reason = "lost", serials = lost[1..2] });
        await book.MustPostAsync("batches/take-back", new { takeBack = "TB-1", batch = "B-2", to = TestBook.Factory, reason = "not loaded" });
        await book.MustPostAsync("units/return", Return("RMA-1", deal.Serials[..2]));
        await book.MustPostAsync("returns/credit", new { credit = "CR-1", @return = "RMA-1", reason = "sold out", quantity = 1 });
        await book.MustPostAsync(
            "units/scrap", new { scrap = "SC-1", site = TestBook.Factory, product = TestBook.Gpu, serials = deal.Serials[..1], reason = "worn out" });
        await book.RegisterAsync("B-3", [deal.Serials[1], lost[2]]);
        await book.MustPostAsync("batches/ship", book.Shipment("B-3"));
        (await book.ReceiveAsync("B-3", "RC-3", [.. deal.Serials[1..2], .. lost[1..]])).MustBe(200);

        // An order that closes, and opens again for what comes back.
        await book.OrderAsync(1, "PO-2");
        var only = await book.DeliverAsync("B-4", 1, "PO-2");
        await book.GetWhenAsync("orders/PO-2", order => order.Text("state") == "closed");
        await book.MustPostAsync("units/return", Return("RMA-2", only));
        await book.GetWhenAsync("orders/PO-2", order => order.Text("state") == "confirmed");

        // What nobody advised: one counts on an order line, the other was misread.
        await book.OrderAsync(1, "PO-3");
        var strays = book.Serials("NOBODY", 2);
        await book.RegisterAsync("B-5", book.Serials("B-5", 1));
        await book.MustPostAsync("batches/ship", book.Shipment("B-5"));
        (await book.ReceiveAsync("B-5", "RC-5", strays, final: false)).MustBe(200);
        await book.MustPostAsync(
            "batches/attribute", new { attribution = "AT-1", batch = "B-5", product = TestBook.Gpu, serials = strays[..1], order = "PO-3", orderLine = 1 });
        await book.MustPostAsync("batches/correct-receipt", new { batch = "B-5", correction = "RCC-1", serials = strays[1..], reason = "misread" });

        // A return that is cancelled, and a count that misses a unit.
        await book.MustPostAsync("units/return", Return("RMA-3", deal.Serials[1..2]));
        await book.MustPostAsync("returns/cancel", new { cancellation = "CX-1", @return = "RMA-3", reason = "wrong pallet" });
        (await book.PostAsync(
            Ledger.Contracts.Roles.Customer, "stock/count",
            new { count = "CT-1", site = TestBook.DataCentre, product = TestBook.Gpu, missing = deal.Serials[1..2] })).MustBe(201);

        await deal.SealAsync();
        var report = (await deal.VerifyAsync()).MustHold();
        Assert.Equal(10, report.Counts["units"]);
        var stock = await book.StockAsync();
        Assert.Equal(
            "site:FAB1/returned 1, site:FAB1/scrapped 1, site:PDX1/lost 1, site:PDX1/quarantined 1, site:PDX1/received 5, transit:B-5/inTransit 1",
            string.Join(", ", stock.OrderBy(row => row.Key, StringComparer.Ordinal).Select(row => $"{row.Key} {row.Value}")));
    }

    private static object Return(string number, string[] serials) => new
    {
        @return = number,
        site = TestBook.DataCentre,
        product = TestBook.Gpu,
        serials,
        to = TestBook.Factory,
        reason = "dead",
    };
}
