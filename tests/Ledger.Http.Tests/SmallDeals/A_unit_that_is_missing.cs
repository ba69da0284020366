namespace Ledger.Http.Tests.SmallDeals;

/// <summary>
/// Of four units a final receipt saw three, and the supplier has registered a fifth. It can leave once something has become of the fourth: written off, back at
/// the sender, or found.
/// </summary>
public sealed class A_unit_that_is_missing
{
    private const string ShipTheFifth =
        """{"type":"ShipBatch","batch":"B-2","order":"PO-1","orderLine":1,"to":"DC1","carrier":"HAUL","despatchAdvice":"DA-3","""
        + "\"occurredAt\":\"2026-06-02T09:00:00Z\"}";

    private const string ReceiveTheFifth = """{"type":"ReceiveBatch","batch":"B-2","receipt":"R-2","occurredAt":"2026-06-05T09:00:00Z"}""";

    [Fact]
    public async Task Keeps_its_order_line_full_until_something_has_become_of_it()
    {
        var deal = await SmallDeal.PlayAsync("missing-then-replaced");
        Assert.Equal(["12 over-shipment"], deal.Refused);
        Assert.Equal("4 4 3 1 1", await FiguresAsync(deal));
        Assert.Equal("4 4 4 3 0", await deal.ProgressAsync());
    }

    [Fact]
    public async Task Is_written_off_and_another_arrives_in_its_place()
    {
        var deal = await SmallDeal.PlayAsync("missing-then-replaced");
        (await deal.Book.PostAsync("batches/write-off", new { writeOff = "WO-1", batch = "B-1", liable = "NOBODY", reason = "x" }))
            .MustRefuse(404, "unknown-party");
        await deal.MustSendAsync(
            """{"type":"WriteOffUnits","writeOff":"WO-1","batch":"B-1","liable":"HAUL","claim":"CL-1","reason":"lost","occurredAt":"2026-06-01T09:00:00Z"}""");
        Assert.Equal("4 3 3 0 1", await FiguresAsync(deal));
        Assert.Equal("4 4 3 3 0", await deal.ProgressAsync());

        await deal.MustSendAsync(ShipTheFifth);
        await deal.MustSendAsync(ReceiveTheFifth);
        Assert.Equal("4 4 4 0 0", await FiguresAsync(deal));
        Assert.Equal("1", await deal.OrderLineAsync("writtenOff"));
        Assert.Equal("closed", await deal.OrderStateAsync());
        Assert.Equal("4 4 4 4 0", await deal.ProgressAsync());
        Assert.Equal(["site:DC1 received 4", "transit:B-1 writtenOff 1"], await deal.StockAsync());
        var loss = (await deal.Book.GetWhenAsync("batches/B-1", b => b.List("losses").Length == 1)).Json.List("losses")[0];
        Assert.Equal(("writtenOff", "HAUL", "CL-1", "ACME"), (loss.Text("outcome"), loss.Text("liable"), loss.Text("claim"), loss.Text("by")));

        // It turns up after all: it stands aside, and neither the line nor the order counts it.
        await deal.MustSendAsync("""{"type":"ReceiveBatch","batch":"B-1","receipt":"R-3","serials":["mis2-G4"],"occurredAt":"2026-07-01T09:00:00Z"}""");
        Assert.Equal(["site:DC1 quarantined 1", "site:DC1 received 4"], await deal.StockAsync());
        Assert.Equal("4 4 4 0 0", await FiguresAsync(deal));
        Assert.Equal("4 4 4 4 0", await deal.ProgressAsync());
        await deal.MustBalanceAsync();
    }

    [Fact]
    public async Task Turns_up_at_its_sender_and_another_is_sent_in_its_place()
    {
        var deal = await SmallDeal.PlayAsync("missing-then-replaced");
        (await deal.Book.PostAsync("batches/take-back", new { takeBack = "TB-1", batch = "B-9", to = "FAB", reason = "x" })).MustRefuse(404, "unknown-batch");
        await deal.MustSendAsync(
            """{"type":"TakeBackUnits","takeBack":"TB-1","batch":"B-1","to":"FAB","reason":"never loaded","occurredAt":"2026-06-01T09:00:00Z"}""");
        Assert.Equal("4 3 3 0 1", await FiguresAsync(deal));
        Assert.Equal("4 4 3 3 0", await deal.ProgressAsync());
        Assert.Equal(["site:DC1 received 3", "site:FAB inventory 1", "site:FAB returned 1"], await deal.StockAsync());

        await deal.MustSendAsync(ShipTheFifth);
        await deal.MustSendAsync(ReceiveTheFifth);
        Assert.Equal("4 4 4 0 0", await FiguresAsync(deal));
        Assert.Equal("4 4 4 4 0", await deal.ProgressAsync());
        await deal.MustBalanceAsync();
    }

    [Fact]
    public async Task Is_found_by_the_receipt_of_another_batch_and_its_own_order_line_is_complete()
    {
        var deal = await SmallDeal.PlayAsync("missing-then-replaced");
        (await deal.Book.PostAsync("agreements/amend", new
        {
            agreement = "SA-1",
            amendment = "A-1",
            reason = "one more",
            lines = new[] { new { line = 1, product = "acme:gpu-1", quantity = 5, from = "2026-03-04", until = "2026-12-31" } },
        })).MustBe(200);
        await deal.MustSendAsync(
            """{"type":"PlaceOrder","order":"PO-2","agreement":"SA-1","shipTo":"DC1","occurredAt":"2026-06-01T09:00:00Z","lines":"""
            + """[{"line":1,"agreementLine":1,"product":"acme:gpu-1","quantity":1,"requestedDelivery":"2026-06-15"}]}""");
        await deal.MustSendAsync(ShipTheFifth.Replace("PO-1", "PO-2"));
        await deal.MustSendAsync(
            """{"type":"ReceiveBatch","batch":"B-2","receipt":"R-2","serials":["mis2-G4","mis2-G5"],"occurredAt":"2026-06-05T09:00:00Z"}""");

        Assert.Equal("4 4 4 0 0", await FiguresAsync(deal));
        Assert.Equal("1", await deal.OrderLineAsync("found"));
        Assert.Equal("closed", await deal.OrderStateAsync());
        Assert.Equal("5 5 5 5 0", await deal.ProgressAsync());
        Assert.Equal(["site:DC1 quarantined 1", "site:DC1 received 4"], await deal.StockAsync());
        await deal.MustBalanceAsync();
    }

    private static Task<string> FiguresAsync(SmallDeal deal) => deal.OrderLineAsync("quantity", "shipped", "received", "missing", "outstanding");
}
