namespace Ledger.Http.Tests.Advice;

/// <summary>What an order does not take, and what is sent instead.</summary>
public sealed class Orders_refuse
{
    [Fact]
    [Advised("outside-window")]
    public async Task A_delivery_outside_the_window_of_the_agreement()
    {
        var scene = await Scene.OpenAsync();
        var line = new { line = 1, product = TestBook.Gpu, quantity = 10, from = "2026-01-01", until = "2026-09-30", window = "firm" };
        await scene.MustAsync(new Command("SignAgreement", new { agreement = "SA-1", supplier = "SUP", customer = "CUS", lines = new[] { line } }));
        await scene.RefusedAsync(For("2026-12-01"), "outside-window", "Line 1 of the agreement is for 2026-01-01 to 2026-09-30");
        await scene.MustAsync(For("2026-09-30"));
        await scene.OrderIsAsync("confirmed 2 0 0 0 2");

        Command For(string requestedDelivery) => new("PlaceOrder", new
        {
            order = "PO-1",
            agreement = "SA-1",
            shipTo = TestBook.DataCentre,
            lines = new[] { new { line = 1, agreementLine = 1, product = TestBook.Gpu, quantity = 2, requestedDelivery } },
        });
    }

    [Fact]
    [Advised("order-refused")]
    public async Task Anything_about_an_order_that_was_refused()
    {
        var scene = await Scene.OrderedAsync();
        await scene.SendAsync(Say.Place("PO-2", 20));
        await scene.RefusedAsync(Say.Cancel("PO-2"), "order-refused", "Order no more than that, or commit to more with AmendAgreement");
        await scene.MustAsync(Say.Amend("A-1", 30), Say.Place("PO-3", 20));
        await scene.ProgressIsAsync("30 24 0 0 0 0 0");
    }

    [Fact]
    [Advised("order-closed")]
    public async Task A_change_of_an_order_that_is_closed()
    {
        var scene = await Scene.DeliveredAsync(2);
        await scene.RefusedAsync(Say.Change("CH-1", 5), "order-closed", "The customer can place another order with PlaceOrder");
        await scene.MustAsync(Say.Place("PO-2", 3));
        await scene.ProgressIsAsync("10 5 2 2 0 0 0");
    }

    [Fact]
    [Advised("line-cancelled")]
    public async Task A_change_of_a_line_that_is_cancelled()
    {
        var scene = await Scene.OpenAsync();
        object Ordered(int line) => new { line, agreementLine = 1, product = TestBook.Gpu, quantity = 2, requestedDelivery = "2026-12-01" };
        await scene.MustAsync(Say.Sign("SA-1", 10), new Command(
            "PlaceOrder", new { order = "PO-1", agreement = "SA-1", shipTo = TestBook.DataCentre, lines = new[] { Ordered(1), Ordered(2) } }));
        await scene.MustAsync(Say.Cancel());
        await scene.RefusedAsync(Say.Change("CH-1", 5), "line-cancelled", "The customer can place another order with PlaceOrder");
        await scene.MustAsync(Say.Place("PO-2", 5));
        await scene.ProgressIsAsync("10 7 0 0 0 0 0");
    }

    [Fact]
    [Advised("below-shipped")]
    public async Task A_quantity_below_what_has_left()
    {
        var scene = await Scene.OrderedAsync(6);
        await scene.MustAsync(Say.Register("B-1", Say.Units(4)), Say.Ship("B-1"));
        await scene.RefusedAsync(Say.Change("CH-1", 3), "below-shipped", "4 units of line 1 are already shipped. Lower it to no less");
        await scene.MustAsync(Say.Change("CH-1", 4));
        await scene.OrderIsAsync("confirmed 4 4 0 0 4");
        await scene.ProgressIsAsync("10 4 4 0 0 0 0");
    }

    [Fact]
    [Advised("already-shipped")]
    public async Task The_rejection_of_a_line_of_which_units_have_left()
    {
        var scene = await Scene.OrderedAsync();
        await scene.MustAsync(Say.Register("B-1", Say.Units(1)), Say.Ship("B-1"));
        await scene.RefusedAsync(Say.Acknowledge("K-1", "rejected"), "already-shipped", "Ask the customer to cancel the rest");
        await scene.MustAsync(Say.Cancel());
        await scene.OrderIsAsync("closed 1 1 0 0 0");
        await scene.ProgressIsAsync("10 1 1 0 0 0 0");
    }

    /// <summary>The agreement is kept from answering until the order has been asked about.</summary>
    [Fact]
    [Advised("order-not-confirmed")]
    public async Task A_cancellation_of_an_order_that_is_not_decided_yet()
    {
        var scene = await Scene.OrderedAsync();
        await using (await Held.StreamAsync(scene.Book, "agreement/SA-1"))
        {
            (await scene.Book.PostAsync("commands", Say.Place("PO-2", 2).Line, "application/x-ndjson")).MustBe(200);
            var early = await scene.RefusedAsync(Say.Cancel("PO-2"), "order-not-confirmed", "Try again in a moment");
            Assert.Equal("yes", early.Text("retryable"));
        }

        await scene.MustAsync(Say.Cancel("PO-2"));
        await scene.ProgressIsAsync("10 4 0 0 0 0 0");
    }

    [Fact]
    [Advised("change-pending")]
    public async Task A_change_while_another_one_is_not_decided_yet()
    {
        var scene = await Scene.OrderedAsync();
        await using (await Held.StreamAsync(scene.Book, "agreement/SA-1"))
        {
            (await scene.Book.PostAsync("commands", Say.Change("CH-1", 5).Line, "application/x-ndjson")).MustBe(200);
            var early = await scene.RefusedAsync(Say.Change("CH-2", 6), "change-pending", "Try again in a moment");
            Assert.Equal("yes", early.Text("retryable"));
        }

        await scene.MustAsync(Say.Change("CH-2", 6));
        await scene.OrderIsAsync("confirmed 6 0 0 0 6");
    }
}
