namespace Ledger.Http.Tests.SmallDeals;

/// <summary>
/// Of four units on a line three are accepted; the fourth was dead on arrival and went back. The return ends in one of four ways: the same unit is repaired,
/// another is sent in its place, it is credited, and the one that lies there is scrapped.
/// </summary>
public sealed class A_unit_that_came_back
{
    private static readonly string[] Figures = ["quantity", "shipped", "received", "returned", "outstanding"];

    [Fact]
    public async Task Opens_its_closed_order_again()
    {
        var deal = await SmallDeal.PlayAsync("returned-and-repaired");
        Assert.Empty(deal.Refused);
        Assert.Equal("4 3 3 1 1", await deal.OrderLineAsync(Figures));
        Assert.Equal("confirmed", await deal.OrderStateAsync());
        Assert.Equal("4 4 3 3 3", await deal.ProgressAsync());
        Assert.Equal(["site:DC1 accepted 3", "site:FAB inventory 1"], await deal.StockAsync());
    }

    [Fact]
    public async Task Is_repaired_and_sent_again_on_the_same_line()
    {
        var deal = await SmallDeal.PlayAsync("returned-and-repaired");
        await deal.MustSendAsync(Ship("B-2"));
        await deal.MustSendAsync("""{"type":"ReceiveBatch","batch":"B-2","receipt":"R-2","occurredAt":"2026-05-06T09:00:00Z"}""");
        await deal.MustSendAsync(
            """{"type":"AcceptUnits","inspection":"Q-3","site":"DC1","product":"acme:gpu-1","serials":["ret4-G4"],"occurredAt":"2026-05-07T09:00:00Z"}""");
        Assert.Equal("4 4 4 1 0", await deal.OrderLineAsync(Figures));
        Assert.Equal("closed", await deal.OrderStateAsync());
        Assert.Equal("4 4 4 4 4", await deal.ProgressAsync());
        Assert.Equal(["site:DC1 accepted 4"], await deal.StockAsync());
        await deal.MustBalanceAsync();

        // The repaired unit fails again: it came with another batch now, and its line opens once more.
        await deal.MustSendAsync(
            """{"type":"ReturnUnits","return":"RMA-2","site":"DC1","product":"acme:gpu-1","serials":["ret4-G4"],"to":"FAB","reason":"dead again"}""");
        Assert.Equal("4 3 3 2 1", await deal.OrderLineAsync(Figures));
        Assert.Equal("4 4 3 3 3", await deal.ProgressAsync());
    }

    [Fact]
    public async Task Is_scrapped_and_another_arrives_in_its_place()
    {
        var deal = await SmallDeal.PlayAsync("returned-and-repaired");
        (await deal.Book.PostAsync(
            "units/scrap", new { scrap = "SC-0", site = "DC1", product = "acme:gpu-1", serials = new[] { "ret4-G1-none" }, reason = "x" }))
            .MustRefuse(409, "unit-not-there");
        await deal.MustSendAsync(
            """{"type":"ScrapUnits","scrap":"SC-1","site":"FAB","product":"acme:gpu-1","serials":["ret4-G4"],"reason":"beyond repair"}""");
        await deal.MustSendAsync("""{"type":"RegisterBatch","batch":"B-3","product":"acme:gpu-1","site":"FAB","serials":["ret4-G5"]}""");
        await deal.MustSendAsync(Ship("B-3"));
        await deal.MustSendAsync("""{"type":"ReceiveBatch","batch":"B-3","receipt":"R-3"}""");
        Assert.Equal("4 4 4 1 0", await deal.OrderLineAsync(Figures));
        Assert.Equal("4 4 4 4 3", await deal.ProgressAsync());
        Assert.Equal(["site:DC1 accepted 3", "site:DC1 received 1", "site:FAB scrapped 1"], await deal.StockAsync());
        await deal.MustBalanceAsync();

        // What was replaced is not credited as well.
        (await deal.Book.PostAsync("returns/credit", new { credit = "CR-1", @return = "RMA-1", reason = "x" })).MustRefuse(409, "nothing-to-credit");
    }

    [Fact]
    public async Task Is_credited_and_the_commitment_is_free_for_another_order()
    {
        var deal = await SmallDeal.PlayAsync("returned-and-repaired");
        await deal.MustSendAsync("""{"type":"CreditReturn","credit":"CR-1","return":"RMA-1","reason":"out of production"}""");
        Assert.Equal("3 3 3 1 0", await deal.OrderLineAsync(Figures));
        Assert.Equal("1 1", await deal.OrderLineAsync("credited", "released"));
        Assert.Equal("closed", await deal.OrderStateAsync());
        Assert.Equal("4 3 3 3 3", await deal.ProgressAsync());
        await deal.MustRefuseAsync(Ship("B-2"), "order-line-not-open");

        await deal.MustSendAsync(
            """{"type":"PlaceOrder","order":"PO-2","agreement":"SA-1","shipTo":"DC1","lines":"""
            + """[{"line":1,"agreementLine":1,"product":"acme:gpu-1","quantity":1,"requestedDelivery":"2026-06-15"}]}""");
        await deal.MustSendAsync(Ship("B-2").Replace("PO-1", "PO-2"));
        Assert.Equal("4 4 4 3 3", await deal.ProgressAsync());
        await deal.MustBalanceAsync();
    }

    [Fact]
    public async Task Goes_to_a_site_of_its_supplier_only()
    {
        var deal = await SmallDeal.PlayAsync("returned-and-repaired");
        var wrong = """{"type":"ReturnUnits","return":"RMA-9","site":"DC1","product":"acme:gpu-1","serials":["ret4-G1"],"to":"DC1","reason":"x"}""";
        await deal.MustRefuseAsync(wrong, "not-the-suppliers-site");
        await deal.MustSendAsync(wrong.Replace("\"to\":\"DC1\"", "\"to\":\"FAB\""));
    }

    private static string Ship(string batch) =>
        $$"""{"type":"ShipBatch","batch":"{{batch}}","order":"PO-1","orderLine":1,"to":"DC1","carrier":"HAUL","despatchAdvice":"DA-{{batch}}"}""";
}
