namespace Ledger.Http.Tests.SmallDeals;

/// <summary>Partners do not wait for each other: what comes late is taken, and what comes early may be sent again.</summary>
public sealed class Messages_out_of_order
{
    private const string Inspection =
        """{"type":"AcceptUnits","inspection":"Q-9","site":"DC1","product":"acme:gpu-1","serials":["pro9-G1","pro9-G2"],"""
        + "\"occurredAt\":\"2026-04-20T09:00:00Z\"}";

    private const string Ship =
        """{"type":"ShipBatch","batch":"B-9","order":"PO-2","orderLine":1,"to":"DC1","carrier":"HAUL","despatchAdvice":"DA-9","""
        + "\"occurredAt\":\"2026-04-12T09:00:00Z\"}";

    private const string Receive = """{"type":"ReceiveBatch","batch":"B-9","receipt":"R-9","occurredAt":"2026-04-19T09:00:00Z"}""";

    private const string Report = """{"type":"ReportTransport","batch":"B-9","report":"T-9","status":"pickedUp","occurredAt":"2026-04-12T10:00:00Z"}""";

    [Fact]
    public async Task A_proof_of_delivery_is_taken_after_the_receipt()
    {
        var deal = await SmallDeal.PlayAsync("proof-of-delivery-after-receipt");
        Assert.Empty(deal.Refused);
        var batch = (await deal.Book.GetWhenAsync("batches/B-1", b => b.List("transport").Length == 1)).Json;
        Assert.Equal(("received", "delivered"), (batch.Text("state"), batch.List("transport")[0].Text("status")));
        Assert.Equal(["site:DC1 received 4"], await deal.StockAsync());
        Assert.Equal("10 4 4 4 0", await deal.ProgressAsync());
        await deal.MustBalanceAsync();
    }

    [Fact]
    public async Task What_another_partner_s_message_cures_is_taken_once_that_is_there()
    {
        var deal = await SmallDeal.PlayAsync("proof-of-delivery-after-receipt");
        await deal.MustSendAsync(
            """{"type":"PlaceOrder","order":"PO-2","agreement":"SA-1","shipTo":"DC1","occurredAt":"2026-04-11T08:00:00Z","lines":"""
            + """[{"line":1,"agreementLine":1,"product":"acme:gpu-1","quantity":2,"requestedDelivery":"2026-04-20"}]}""");
        await deal.MustSendAsync(
            """{"type":"RegisterBatch","batch":"B-9","product":"acme:gpu-1","site":"FAB","serials":["pro9-G1","pro9-G2"],"""
            + "\"occurredAt\":\"2026-04-11T09:00:00Z\"}");
        await MustWaitAsync(deal, Inspection, "unit-not-there-yet");
        await MustWaitAsync(deal, Receive, "not-shipped");
        await MustWaitAsync(deal, Report, "not-shipped");

        await deal.MustSendAsync(Ship);
        await MustWaitAsync(deal, Inspection, "unit-not-there-yet");
        await deal.MustSendAsync(Receive);
        await deal.MustSendAsync(Inspection);
        await deal.MustSendAsync(Report);
        Assert.Equal("10 6 6 6 2", await deal.ProgressAsync());
        await deal.MustBalanceAsync();
    }

    private static async Task MustWaitAsync(SmallDeal deal, string line, string code) =>
        Assert.Equal("yes", (await deal.MustRefuseAsync(line, code)).Text("retryable"));
}
