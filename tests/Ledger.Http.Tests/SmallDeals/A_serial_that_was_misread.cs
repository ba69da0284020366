namespace Ledger.Http.Tests.SmallDeals;

/// <summary>A receipt named a unit that did not arrive: it is taken off the receipt, and the figures are as if it had never been on it.</summary>
public sealed class A_serial_that_was_misread
{
    private const string Correct =
        """{"type":"CorrectReceipt","batch":"B-1","correction":"RCC-1","serials":["mis2-G3"],"reason":"label misread","occurredAt":"2026-05-20T09:00:00Z"}""";

    [Fact]
    public async Task Is_taken_off_the_receipt_and_can_arrive_yet()
    {
        var deal = await SmallDeal.PlayAsync("missing-then-replaced", isPatient: false);
        Assert.Equal("4 3 1 1", await deal.OrderLineAsync("shipped", "received", "missing", "outstanding"));
        await deal.MustSendAsync(Correct);
        Assert.Equal("4 2 2 2", await deal.OrderLineAsync("shipped", "received", "missing", "outstanding"));
        Assert.Equal(["site:DC1 received 2", "site:FAB inventory 1", "transit:B-1 missing 2"], await deal.StockAsync());
        Assert.Equal("4 4 4 2 0", await deal.ProgressAsync());
        Assert.Equal("RCC-1", (await deal.Book.GetAsync("batches/B-1")).MustBe(200).Json.List("corrections")[0].Text("correction"));
        await deal.MustRefuseAsync(Correct.Replace("misread", "again", StringComparison.Ordinal), "already-recorded");

        await deal.MustSendAsync(
            """{"type":"ReceiveBatch","batch":"B-1","receipt":"R-2","serials":["mis2-G3","mis2-G4"],"occurredAt":"2026-06-01T09:00:00Z"}""");
        Assert.Equal("4 4 0 0", await deal.OrderLineAsync("shipped", "received", "missing", "outstanding"));
        Assert.Equal("closed", await deal.OrderStateAsync());

        // An order that was closed by a unit that did not arrive is open again.
        await deal.MustSendAsync(Correct.Replace("RCC-1", "RCC-2", StringComparison.Ordinal).Replace("05-20", "06-02", StringComparison.Ordinal));
        Assert.Equal("confirmed", await deal.OrderStateAsync());
        Assert.Equal("4 3 1 1", await deal.OrderLineAsync("shipped", "received", "missing", "outstanding"));
        await deal.MustBalanceAsync();
    }

    [Fact]
    public async Task Stays_once_something_else_has_happened_to_the_unit()
    {
        var deal = await SmallDeal.PlayAsync("missing-then-replaced", isPatient: false);
        await deal.MustSendAsync(
            """{"type":"AcceptUnits","inspection":"Q-8","site":"DC1","product":"acme:gpu-1","serials":["mis2-G3"],"occurredAt":"2026-05-20T08:00:00Z"}""");
        await deal.MustRefuseAsync(Correct, "unit-not-there");
        (await deal.Book.PostAsync(
            "batches/correct-receipt", new { batch = "B-1", correction = "RCC-9", serials = new[] { "mis2-G4" }, reason = "label misread" }))
            .MustRefuse(409, "unit-not-there");
    }
}
