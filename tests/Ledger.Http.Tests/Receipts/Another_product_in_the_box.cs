namespace Ledger.Http.Tests.Receipts;

/// <summary>GPUs were advised, and CPUs came with them: ordered ones, which their supplier attributes, and others that go back.</summary>
public sealed class Another_product_in_the_box
{
    [Fact]
    public async Task Is_attributed_to_a_line_of_its_product_and_counts_there()
    {
        var (book, known, unknown) = await ReceivedAsync();
        await book.MustPostAsync("batches/attribute", Attribution("AT-1", [known[0], unknown]));

        Assert.Equal("confirmed 2 2", await LineAsync(book, "PO-2"));
        Assert.Equal("closed 2 2", await LineAsync(book, "PO-1"));
        var unit = (await book.GetAsync($"units/{unknown}")).MustBe(200).Json;
        Assert.Equal(("site:PDX1/received", "SA-1/2", TestBook.Cpu), (unit.Text("account"), unit.Text("line"), unit.Text("product")));
        await book.MustPostAsync("units/accept", new { inspection = "QC-1", site = TestBook.DataCentre, product = TestBook.Cpu, serials = new[] { unknown } });

        // What nobody ordered goes back, and so does what was attributed.
        await book.MustPostAsync("units/return", Return("RMA-1", known[1]));
        await book.MustPostAsync("units/return", Return("RMA-2", unknown));
        Assert.Equal("confirmed 1 1", await LineAsync(book, "PO-2"));
        Assert.Equal("site:FAB1/returned", (await book.GetAsync($"units/{known[1]}")).MustBe(200).Json.Text("account"));
        Assert.True((await book.GetAsync("checks")).MustBe(200).Json.GetProperty("holds").GetBoolean());
    }

    [Fact]
    public async Task Is_a_discrepancy_of_the_receipt_with_its_product()
    {
        var (book, known, unknown) = await ReceivedAsync();
        var discrepancy = (await book.GetAsync("batches/B-1")).MustBe(200).Json.List("receipts")[0].List("discrepancies").Single();
        Assert.Equal(("notAdvised", TestBook.Cpu), (discrepancy.Text("kind"), discrepancy.Text("product")));
        Assert.Equal([.. known, unknown], discrepancy.Texts("serials"));
        await book.GetWhenAsync("orders/PO-1", order => order.List("lines")[0].Number("notAdvised") == 3);
    }

    [Fact]
    public async Task Was_misread_and_is_where_it_was()
    {
        var (book, known, unknown) = await ReceivedAsync();
        await book.MustPostAsync("batches/correct-receipt", new
        {
            batch = "B-1",
            correction = "RCC-1",
            product = TestBook.Cpu,
            serials = new[] { known[0], unknown },
            reason = "label misread",
        });
        Assert.Equal("site:FAB1/inventory", (await book.GetAsync($"units/{known[0]}")).MustBe(200).Json.Text("account"));
        (await book.PostAsync("batches/attribute", Attribution("AT-1", [unknown]))).MustRefuse(409, "not-reported");
        (await book.PostAsync("batches/correct-receipt", new
        {
            batch = "B-9",
            correction = "RCC-2",
            product = TestBook.Cpu,
            serials = new[] { known[0] },
            reason = "label misread",
        })).MustRefuse(404, "unknown-batch");
    }

    /// <summary>It left with a batch of its own, and is received for the order of that one.</summary>
    [Fact]
    public async Task Was_shipped_with_a_batch_of_its_own()
    {
        var (book, known, _) = await ReceivedAsync(isShipped: true);
        Assert.Equal("closed 2 2", await LineAsync(book, "PO-2"));
        (await book.ReceiveAsync("B-CPU", "RC-2")).MustBe(200);
        Assert.Equal("closed 2 2", await LineAsync(book, "PO-2"));
        await book.MustPostAsync("units/accept", new { inspection = "QC-1", site = TestBook.DataCentre, product = TestBook.Cpu, serials = known });
        Assert.True((await book.GetAsync("checks")).MustBe(200).Json.GetProperty("holds").GetBoolean());
    }

    /// <summary>PO-1 is for two GPUs, PO-2 for CPUs. Batch B-1 of the GPUs comes with two CPUs of batch B-CPU and with one that nobody knows.</summary>
    private static async Task<(TestBook Book, string[] Known, string Unknown)> ReceivedAsync(bool isShipped = false)
    {
        var book = await TestBook.OpenAsync();
        await book.OrderAsync(2);
        (await book.PostAsync("orders", Json.Write(new
        {
            order = "PO-2",
            agreement = "SA-1",
            shipTo = TestBook.DataCentre,
            lines = new[] { new { line = 1, agreementLine = 2, product = TestBook.Cpu, quantity = isShipped ? 2 : 3, requestedDelivery = "2026-12-01" } },
        }), prefer: "wait=20")).MustBe(201);
        await book.ShipAsync("B-1", 2);
        var (known, unknown) = (book.Serials("C", 2), book.Serials("NOBODY", 1)[0]);
        await book.MustPostAsync("batches", new { batch = "B-CPU", product = TestBook.Cpu, site = TestBook.Factory, serials = known });
        if (isShipped)
        {
            await book.MustPostAsync("batches/ship", book.Shipment("B-CPU", "PO-2"));
        }

        await book.MustPostAsync("batches/receive", new
        {
            batch = "B-1",
            receipt = "RC-1",
            others = new[] { new { product = TestBook.Cpu, serials = isShipped ? known : [.. known, unknown] } },
        });
        return (book, known, unknown);
    }

    private static object Attribution(string attribution, string[] serials) =>
        new { attribution, batch = "B-1", product = TestBook.Cpu, serials, order = "PO-2", orderLine = 1 };

    private static object Return(string number, string serial) => new
    {
        @return = number,
        site = TestBook.DataCentre,
        product = TestBook.Cpu,
        serials = new[] { serial },
        to = TestBook.Factory,
        reason = "not ours",
    };

    private static async Task<string> LineAsync(TestBook book, string number)
    {
        await FirstDeal.SettledAsync(book);
        var order = (await book.GetAsync($"orders/{number}")).MustBe(200).Json;
        return $"{order.Text("state")} {order.List("lines")[0].Number("shipped")} {order.List("lines")[0].Number("received")}";
    }
}
