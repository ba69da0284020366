namespace Ledger.Http.Tests.Receipts;

/// <summary>A customer sends back what it meant to keep: while the units lie where they were sent, it cancels the return; later they are sent again.</summary>
public sealed class A_return_that_was_a_mistake
{
    [Fact]
    public async Task Is_cancelled_and_everything_is_as_before()
    {
        var (book, serials) = await ReturnedAsync();
        Assert.Equal("confirmed 2 2 2", await LineAsync(book, "confirmed"));
        await book.MustPostAsync("returns/cancel", Cancellation("CX-1", serials[..1]));
        Assert.Equal("confirmed 3 3 1", await LineAsync(book, "confirmed"));
        await book.MustPostAsync("returns/cancel", Cancellation("CX-2"));
        Assert.Equal("closed 4 4 0", await LineAsync(book, "closed"));
        Assert.Equal("site:PDX1/accepted", (await book.GetAsync($"units/{serials[0]}")).MustBe(200).Json.Text("account"));
        Assert.Equal("SA-1/1", (await book.GetAsync($"units/{serials[1]}")).MustBe(200).Json.Text("line"));
        (await book.PostAsync("returns/cancel", Cancellation("CX-3"))).MustRefuse(409, "nothing-to-cancel");
        (await book.PostAsync("returns/credit", new { credit = "CR-1", @return = "RMA-1", reason = "x" })).MustRefuse(409, "nothing-to-credit");
        Assert.True((await book.GetAsync("checks")).MustBe(200).Json.GetProperty("holds").GetBoolean());
    }

    [Fact]
    public async Task Is_declared_once_it_is_cancelled()
    {
        var (book, _) = await ReturnedAsync();
        var returned = (await book.EventsAsync()).Single(e => e.Text("type") == "logistics.units-returned.v1").Text("id");
        var body = new { @event = returned, reason = "did-not-occur", correctiveEvents = Array.Empty<string>() };
        var refused = (await book.PostAsync(Ledger.Contracts.Roles.Customer, $"events/{returned}/declarations", body)).MustRefuse(409, "not-moved-back");
        Assert.Contains("CancelReturn", refused.Json.Text("detail"), StringComparison.Ordinal);
        await book.MustPostAsync("returns/cancel", Cancellation("CX-1"));
        var cancelled = (await book.EventsAsync()).Single(e => e.Text("type") == "logistics.return-cancelled.v1").Text("id");
        (await book.PostAsync(Ledger.Contracts.Roles.Customer, $"events/{returned}/declarations", body with { correctiveEvents = [cancelled] })).MustBe(201);
    }

    [Fact]
    public async Task Is_not_cancelled_once_its_units_are_replaced_credited_or_on_their_way_again()
    {
        var (book, serials) = await ReturnedAsync();
        await book.ShipAsync("B-2", 1);
        (await book.PostAsync("returns/cancel", Cancellation("CX-1"))).MustRefuse(409, "over-shipment");
        await book.MustPostAsync("returns/cancel", Cancellation("CX-1", serials[..1]));

        var (other, units) = await ReturnedAsync();
        await other.MustPostAsync("returns/credit", new { credit = "CR-1", @return = "RMA-1", reason = "sold out", quantity = 1 });
        (await other.PostAsync("returns/cancel", Cancellation("CX-1"))).MustRefuse(409, "already-credited");

        // What is registered again comes back by another shipment.
        await other.MustPostAsync("batches", new { batch = "B-3", product = TestBook.Gpu, site = TestBook.Factory, serials = units[..1] });
        (await other.PostAsync("returns/cancel", Cancellation("CX-2", units[..1]))).MustRefuse(409, "unit-not-there");
        await other.MustPostAsync("batches/ship", other.Shipment("B-3"));
        (await other.PostAsync("returns/cancel", new { cancellation = "CX-3", @return = "RMA-9", reason = "x" })).MustRefuse(404, "unknown-return");
    }

    /// <summary>Of four units that were received two are accepted, and these go back.</summary>
    private static async Task<(TestBook Book, string[] Serials)> ReturnedAsync()
    {
        var book = await TestBook.OpenAsync();
        await book.OrderAsync(4);
        var serials = await book.DeliverAsync("B-1", 4);
        await book.MustPostAsync("units/accept", Deals.Inspection("QC-1", serials[..2]));
        await book.MustPostAsync("units/return", new
        {
            @return = "RMA-1",
            site = TestBook.DataCentre,
            product = TestBook.Gpu,
            serials = serials[..2],
            to = TestBook.Factory,
            reason = "recall",
        });
        await LineAsync(book, "confirmed");
        return (book, serials[..2]);
    }

    private static object Cancellation(string cancellation, string[]? serials = null) => serials is null
        ? new { cancellation, @return = "RMA-1", reason = "wrong pallet" }
        : new { cancellation, @return = "RMA-1", reason = "wrong pallet", serials };

    private static async Task<string> LineAsync(TestBook book, string state)
    {
        await FirstDeal.SettledAsync(book);
        var order = (await book.GetWhenAsync("orders/PO-1", o => o.Text("state") == state)).Json;
        var line = order.List("lines")[0];
        return $"{order.Text("state")} {line.Number("shipped")} {line.Number("received")} {line.Number("returned")}";
    }
}
