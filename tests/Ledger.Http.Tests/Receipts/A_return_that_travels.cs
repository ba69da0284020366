namespace Ledger.Http.Tests.Receipts;

/// <summary>Four units were received. Some go back with a carrier, once their supplier has said yes.</summary>
public sealed class A_return_that_travels
{
    [Fact]
    public async Task Is_asked_for_authorised_sent_and_received()
    {
        var (book, serials) = await DeliveredAsync(returns: "authorised");
        (await book.PostAsync("units/return", Return("RT-1", serials[..2]))).MustRefuse(409, "return-not-authorised");
        await book.MustPostAsync("returns/request", Request("RT-1", serials[..3]));
        Assert.Equal("requested 3 0 0 0", await ReturnAsync(book));
        (await book.PostAsync("units/return", Return("RT-1", serials[..2]))).MustRefuse(409, "return-not-answered");
        await book.MustPostAsync("returns/authorise", new { @return = "RT-1", rma = "RMA-7", to = TestBook.Factory });
        Assert.Equal("authorised 3 0 0 0", await ReturnAsync(book));
        Assert.Equal("closed 4 4 0 0", await LineAsync(book));

        await book.MustPostAsync("units/return", Return("RT-1", serials[..2]));
        Assert.Equal("sent 2 2 0 0", await ReturnAsync(book));
        Assert.Equal("confirmed 2 2 2 2", await LineAsync(book));
        var unit = (await book.GetAsync($"units/{serials[0]}")).MustBe(200).Json;
        Assert.Equal(("return:RT-1/returning", null), (unit.Text("account"), unit.TextOrNull("line")));
        var stock = (await book.GetAsync("stock?condition=returning")).MustBe(200).Json.List("rows").Single();
        Assert.Equal(("return:RT-1", 2), (stock.Text("place"), stock.Number("quantityUnits")));
        Assert.Equal(["RT-1"], await OpenAsync(book));

        await book.MustPostAsync("returns/receive", new { @return = "RT-1", receipt = "RR-1", serials = serials[..1], final = false });
        await book.MustPostAsync("returns/receive", new { @return = "RT-1", receipt = "RR-2" });
        Assert.Equal("sent 2 0 0 2", await ReturnAsync(book));
        Assert.Empty(await OpenAsync(book));
        Assert.Equal(
            ["logistics.units-returned.v1", "logistics.return-received.v1"],
            (await book.GetAsync($"units/{serials[0]}")).MustBe(200).Json.List("events").Select(e => e.Text("type")).TakeLast(2));

        // Repaired, it comes again; the other one is credited.
        await book.MustPostAsync("batches", new { batch = "B-2", product = TestBook.Gpu, site = TestBook.Factory, serials = serials[..1] });
        await book.MustPostAsync("batches/ship", book.Shipment("B-2"));
        (await book.ReceiveAsync("B-2", "RC-2")).MustBe(200);
        await book.MustPostAsync("returns/credit", new { credit = "CR-1", @return = "RT-1", reason = "sold out", quantity = 1 });
        Assert.Equal("closed 3 3 2 0", await LineAsync(book));
        Assert.True((await book.GetAsync("checks")).MustBe(200).Json.GetProperty("holds").GetBoolean());
    }

    [Fact]
    public async Task Is_replaced_in_advance_and_lost_on_the_way()
    {
        var (book, serials) = await DeliveredAsync();
        await book.MustPostAsync("units/return", Return("RT-1", serials[..3]));
        await book.ShipAsync("B-2", 3);
        (await book.ReceiveAsync("B-2", "RC-2")).MustBe(200);
        Assert.Equal("closed 4 4 3 0", await LineAsync(book));

        await book.MustPostAsync("returns/receive", new { @return = "RT-1", receipt = "RR-1", serials = serials[..1] });
        Assert.Equal("sent 3 0 2 1", await ReturnAsync(book));
        Assert.Equal(["RT-1"], await OpenAsync(book));
        await book.MustPostAsync("returns/write-off", new { writeOff = "WO-1", @return = "RT-1", liable = "CAR", reason = "lost", claim = "CL-1" });
        var lost = (await book.GetAsync("returns/RT-1")).MustBe(200).Json.List("losses").Single();
        Assert.Equal((2, "CAR", "CL-1"), (lost.Number("quantityUnits"), lost.Text("liable"), lost.Text("claim")));
        Assert.Empty(await OpenAsync(book));

        // One turns up at the supplier after all.
        await book.MustPostAsync("returns/receive", new { @return = "RT-1", receipt = "RR-2", serials = serials[1..2] });
        Assert.Equal("site:FAB1/returned", (await book.GetAsync($"units/{serials[1]}")).MustBe(200).Json.Text("account"));
        Assert.Equal("return:RT-1/writtenOff", (await book.GetAsync($"units/{serials[2]}")).MustBe(200).Json.Text("account"));
        Assert.Equal("closed 4 4 3 0", await LineAsync(book));
        Assert.True((await book.GetAsync("checks")).MustBe(200).Json.GetProperty("holds").GetBoolean());
    }

    [Fact]
    public async Task Never_left_or_came_back()
    {
        var (book, serials) = await DeliveredAsync();
        await book.MustPostAsync("units/return", Return("RT-1", serials[..3]));
        (await book.PostAsync("units/accept", Deals.Inspection("QC-1", serials[..1]))).MustRefuse(409, "unit-not-there");
        (await book.ReceiveAsync("B-1", "RC-9", serials[..1])).MustRefuse(409, "already-received");
        await book.MustPostAsync("returns/cancel", Cancellation("CX-1", serials[..1]));
        await book.MustPostAsync("returns/receive", new { @return = "RT-1", receipt = "RR-1", serials = Array.Empty<string>() });
        await book.MustPostAsync("returns/write-off", new { writeOff = "WO-1", @return = "RT-1", liable = "CAR", reason = "lost", serials = serials[1..2] });
        await book.MustPostAsync("returns/cancel", Cancellation("CX-2", serials[1..2]));
        Assert.Equal("confirmed 3 3 1 1", await LineAsync(book));
        await book.MustPostAsync("returns/cancel", Cancellation("CX-3"));
        Assert.Equal("closed 4 4 0 0", await LineAsync(book));
        Assert.Equal("site:PDX1/received", (await book.GetAsync($"units/{serials[2]}")).MustBe(200).Json.Text("account"));
        await book.MustPostAsync("units/accept", Deals.Inspection("QC-1", serials));
        Assert.True((await book.GetAsync("checks")).MustBe(200).Json.GetProperty("holds").GetBoolean());
    }

    [Fact]
    public async Task Is_refused_authorised_after_all_and_withdrawn()
    {
        var (book, serials) = await DeliveredAsync(returns: "authorised");
        await book.MustPostAsync("returns/request", Request("RT-1", serials[..1]));
        await book.MustPostAsync("returns/refuse", new { @return = "RT-1", reason = "out of warranty" });
        Assert.Equal("out of warranty", (await book.GetAsync("returns/RT-1")).MustBe(200).Json.Text("refusal"));
        Assert.Empty(await OpenAsync(book));
        (await book.PostAsync("units/return", Return("RT-1", serials[..1]))).MustRefuse(409, "return-not-authorised");
        await book.MustPostAsync("returns/authorise", new { @return = "RT-1", rma = "RMA-1", to = TestBook.Factory });
        await book.MustPostAsync("returns/cancel", Cancellation("CX-1"));
        (await book.PostAsync("returns/authorise", new { @return = "RT-1", rma = "RMA-2", to = TestBook.Factory })).MustRefuse(409, "return-not-open");
        Assert.Equal("closed 4 4 0 0", await LineAsync(book));
    }

    /// <summary>A book of two suppliers and two customers: a return is its own parties' alone.</summary>
    [Fact]
    public async Task Is_the_matter_of_its_supplier_and_its_customer()
    {
        var (book, serials) = await DeliveredAsync();
        await book.MustPostAsync("parties", new { party = "SUP2", name = "Another supplier", roles = new[] { "supplier" } });
        await book.MustPostAsync("parties", new { party = "CUS2", name = "Another customer", roles = new[] { "customer" } });
        var deal = await Partners.OfAsync(book, "live");
        await deal.MustPostAsync("CUS", "returns/request", Request("RT-1", serials[..1]));
        (await deal.PostAsync("CUS2", "returns/request", Request("RT-2", serials[..1]))).Reply.MustRefuse(403, "not-your-own");
        (await deal.PostAsync("SUP2", "returns/authorise", new { @return = "RT-1", rma = "RMA-1", to = TestBook.Factory })).Reply
            .MustRefuse(403, "not-your-own");
        await deal.MustPostAsync("SUP", "returns/authorise", new { @return = "RT-1", rma = "RMA-1", to = TestBook.Factory });
        (await deal.PostAsync("CUS2", "returns/cancel", Cancellation("CX-1"))).Reply.MustRefuse(403, "not-your-own");
        await deal.MustPostAsync("CUS", "units/return", Return("RT-1", serials[..1]));
        (await deal.PostAsync("SUP2", "returns/receive", new { @return = "RT-1", receipt = "RR-1" })).Reply.MustRefuse(403, "not-your-own");
        (await deal.PostAsync("CUS2", "returns/write-off", new { writeOff = "WO-1", @return = "RT-1", liable = "CAR", reason = "lost" })).Reply
            .MustRefuse(403, "not-your-own");
        await deal.MustPostAsync("SUP", "returns/receive", new { @return = "RT-1", receipt = "RR-1", serials = Array.Empty<string>() });
        await deal.MustPostAsync("CUS", "returns/write-off", new { writeOff = "WO-1", @return = "RT-1", liable = "CAR", reason = "lost" });
    }

    private static async Task<(TestBook Book, string[] Serials)> DeliveredAsync(string? returns = null)
    {
        var book = await TestBook.OpenAsync();
        await book.MustPostAsync("agreements", new
        {
            agreement = "SA-1",
            supplier = "SUP",
            customer = "CUS",
            lines = new[] { new { line = 1, product = TestBook.Gpu, quantity = 100, from = "2026-01-01", until = "2027-12-31", returns } },
        });
        await book.OrderAsync(4);
        return (book, await book.DeliverAsync("B-1", 4));
    }

    private static object Request(string number, string[] serials) =>
        new { @return = number, site = TestBook.DataCentre, product = TestBook.Gpu, serials, reason = "dead" };

    private static object Return(string number, string[] serials) => new
    {
        @return = number,
        site = TestBook.DataCentre,
        product = TestBook.Gpu,
        serials,
        to = TestBook.Factory,
        reason = "dead",
        carrier = "CAR",
    };

    private static object Cancellation(string cancellation, string[]? serials = null) => serials is null
        ? new { cancellation, @return = "RT-1", reason = "not needed" }
        : new { cancellation, @return = "RT-1", reason = "not needed", serials };

    /// <summary>Its state, and how many units it is of, are under way, are missing and have arrived.</summary>
    private static async Task<string> ReturnAsync(TestBook book)
    {
        var json = (await book.GetAsync("returns/RT-1")).MustBe(200).Json;
        return $"{json.Text("state")} {json.Number("quantityUnits")} {json.Number("inTransitUnits")} {json.Number("missingUnits")} "
            + $"{json.Number("arrivedUnits")}";
    }

    private static async Task<string[]> OpenAsync(TestBook book)
    {
        await FirstDeal.SettledAsync(book);
        return [.. (await book.GetAsync("returns?state=open")).MustBe(200).Json.List("items").Select(one => one.Text("return"))];
    }

    /// <summary>The order's state, and the line's shipped, received, returned and outstanding units.</summary>
    private static async Task<string> LineAsync(TestBook book)
    {
        await FirstDeal.SettledAsync(book);
        var order = (await book.GetAsync("orders/PO-1")).MustBe(200).Json;
        var line = order.List("lines")[0];
        return $"{order.Text("state")} {line.Number("shipped")} {line.Number("received")} {line.Number("returned")} {line.Number("outstanding")}";
    }
}
