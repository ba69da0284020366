namespace Ledger.Http.Tests.Custody;

/// <summary>On a database of its own, whose positions are counted: what is refused draws none, so there is no gap to wait at and no row in it.</summary>
public sealed class Refusals_leave_nothing(OwnHost own) : IClassFixture<OwnHost>
{
    [Fact]
    public async Task A_refused_command_takes_no_position_and_leaves_no_row()
    {
        var book = await own.BookAsync();
        await book.OrderAsync(5);
        var serials = book.Serials("S", 4);
        await book.RegisterAsync("B-1", serials);
        await book.RegisterAsync("B-2", book.Serials("T", 4));
        await book.MustPostAsync("batches/ship", book.Shipment("B-1"));
        await book.MustPostAsync("products", new { product = "acme:GTIN", name = "GPU", family = "gpu", gtin = "09506000134352" });
        // What follows from the shipment is recorded too, a moment later.
        await book.GetWhenAsync("orders/PO-1", order => order.List("lines")[0].Number("shipped") == 4);
        var before = await CountAsync();

        for (var i = 0; i < 5; i++)
        {
            // Units that are registered; a line that calls for less; a number that differs in case; a number of another product; a batch that is gone.
            (await book.PostAsync("batches", new { batch = $"C-{i}", product = TestBook.Gpu, site = TestBook.Factory, serials }))
                .MustRefuse(409, "already-registered");
            (await book.PostAsync("batches/ship", book.Shipment("B-2"))).MustRefuse(409, "over-shipment");
            (await book.PostAsync("batches", new { batch = "b-1", product = TestBook.Gpu, site = TestBook.Factory, serials = book.Serials($"U{i}", 1) }))
                .MustRefuse(409, "differs-in-case");
            (await book.PostAsync("products", new { product = $"acme:G{i}", name = "GPU", family = "gpu", gtin = "09506000134352" }))
                .MustRefuse(409, "global-number-in-use");
            (await book.PostAsync("batches/ship", book.Shipment("B-1", advice: $"ASN-{i}"))).MustRefuse(409, "already-shipped");
        }

        Assert.Equal(before, await CountAsync());
        await book.RegisterAsync("B-3", book.Serials("V", 1));
    }

    private async Task<string> CountAsync() => (string)(await own.ScalarAsync(
        "select (select last_value from ledger.mt_events_sequence) || ' drawn, ' || (select count(*) from ledger.mt_events) || ' recorded'"))!;
}
