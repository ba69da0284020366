namespace Ledger.Http.Tests.SmallDeals;

/// <summary>A final receipt saw nothing of a shipment: the shipment did not take place, and is voided.</summary>
public sealed class A_shipment_that_nobody_saw
{
    [Fact]
    public async Task Is_voided_and_the_batch_leaves_again()
    {
        var deal = await SmallDeal.PlayAsync("received-as-nothing");
        Assert.Empty(deal.Refused);
        Assert.Equal(["site:FAB inventory 2"], await deal.StockAsync());
        Assert.Equal("4 0 0 0 4", await deal.OrderLineAsync("quantity", "shipped", "received", "missing", "outstanding"));
        Assert.Equal("4 4 0 0 0", await deal.ProgressAsync());

        await deal.MustSendAsync(
            """{"type":"ShipBatch","batch":"B-1","order":"PO-1","orderLine":1,"to":"DC1","carrier":"HAUL","despatchAdvice":"DA-2"}""");
        await deal.MustSendAsync("""{"type":"ReceiveBatch","batch":"B-1","receipt":"R-2","final":true}""");
        Assert.Equal("2 2 0 2", await deal.OrderLineAsync("shipped", "received", "missing", "outstanding"));
        Assert.Equal("4 4 2 2 0", await deal.ProgressAsync());
        await deal.MustBalanceAsync();
    }
}
