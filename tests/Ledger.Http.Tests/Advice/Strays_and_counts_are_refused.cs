using Ledger.Logistics.Batches;
using Ledger.Logistics.Counts;
using Ledger.Logistics.Returns;
using Ledger.Ordering.Orders;

namespace Ledger.Http.Tests.Advice;

/// <summary>What nobody advised, what a count found, and what went back by mistake: how each comes right.</summary>
public sealed class Strays_and_counts_are_refused
{
    [Fact]
    [Advised("not-reported")]
    [Advised("not-attributed")]
    [Advised(typeof(UnitsIdentified))]
    [Advised(typeof(UnitsAttributed))]
    public async Task Strays()
    {
        var scene = await Scene.OrderedAsync(4);
        await scene.MustAsync(Say.Register("B-1", ["G1", "G2"]), Say.Register("B-9", ["G3"]), Say.Ship("B-1"));
        await scene.RefusedAsync(Attribute("AT-1", "G3"), "not-reported", "The customer names what it saw with ReceiveBatch");
        await scene.MustAsync(Say.Receive("B-1", "R-1", ["G1", "G2", "G3"]));
        await scene.RefusedAsync(Say.Accept("Q-1", "G3"), "not-attributed", "Their supplier attributes them to an order line with AttributeUnits");
        await scene.MustAsync(Attribute("AT-1", "G3"));
        await scene.OrderIsAsync("confirmed 4 3 3 0 1");

        await scene.StandsAsync<UnitsAttributed>("The customer sends the units back with ReturnUnits");
        await scene.MustAsync(Say.Return("RMA-1", "G3"), Say.Register("B-2", ["G3"]), Say.Ship("B-2"), Say.Receive("B-2", "R-2"));
        await scene.OrderIsAsync("confirmed 4 3 3 0 1");
        await scene.MustAsync(Say.Receive("B-1", "R-3", ["G4"]), Attribute("AT-2", "G4"));
        await scene.StandsAsync<UnitsIdentified>("those that are not to be in the deal at all leave it with ScrapUnits");
        await scene.MustAsync(Say.Return("RMA-2", "G4"), Say.Scrap("SC-1", "G4"));
        await scene.StockIsAsync("site:FAB1 scrapped 1", "site:PDX1 received 3");
    }

    [Fact]
    [Advised(typeof(LineAttributed))]
    public async Task A_line_that_strays_were_attributed_to()
    {
        var scene = await Scene.OrderedAsync(3);
        await scene.MustAsync(Say.Register("B-1", ["G1", "G2"]), Say.Ship("B-1"), Say.Receive("B-1", "R-1", ["G1", "G2", "G3"]), Attribute("AT-1", "G3"));
        await scene.OrderIsAsync("closed 3 3 3 0 0");
        await scene.StandsAsync<LineAttributed>("The customer sends the units back with ReturnUnits");
        await scene.MustAsync(Say.Return("RMA-1", "G3"));
        await scene.OrderIsAsync("confirmed 3 2 2 0 1");
    }

    [Fact]
    [Advised("not-another-product")]
    [Advised("unknown-product")]
    public async Task Strays_of_another_product()
    {
        var scene = await Scene.ShippedAsync(2);
        await scene.RefusedAsync(Receive(TestBook.Gpu), "not-another-product", "name its units in serials");
        await scene.RefusedAsync(Receive("acme:NIC"), "unknown-product", "the operator registers it with RegisterProduct; then send the receipt again");
        await scene.MustAsync(Say.Product("acme:NIC", "nic"), Receive("acme:NIC"));
        await scene.MustAsync(Say.Receive("B-1", "R-2", ["G3"]));
        await scene.OrderIsAsync("closed 2 2 2 0 0");

        static Command Receive(string product) =>
            new("ReceiveBatch", new { batch = "B-1", receipt = "R-1", others = new[] { new { product, serials = new[] { "N1" } } } });
    }

    [Fact]
    [Advised("another-customer")]
    public async Task Strays_that_came_to_another_customer()
    {
        var book = await TestBook.OpenAsync();
        await book.MustPostAsync("parties", new { party = "CUS2", name = "Another customer", roles = new[] { "customer" } });
        var deal = await Partners.OfAsync(book, "live");
        var lines = new[] { Say.Line(1, 10) };
        await deal.MustPostAsync("SUP", "agreements", new { agreement = "SA-1", supplier = "SUP", customer = "CUS", lines });
        await deal.MustPostAsync("SUP", "agreements", new { agreement = "SA-2", supplier = "SUP", customer = "CUS2", lines });
        await deal.MustPostAsync("CUS", "orders", Say.Place("PO-1", 3).Body);
        await deal.MustPostAsync("CUS2", "orders", Say.Place("PO-2", 3, agreement: "SA-2").Body);
        await deal.GetWhenAsync("CUS2", "orders/PO-2", order => order.Text("state") == "confirmed");
        await deal.GetWhenAsync("CUS", "orders/PO-1", order => order.Text("state") == "confirmed");
        await deal.MustPostAsync("SUP", "batches", Say.Register("B-1", ["G1"]).Body);
        await deal.MustPostAsync("SUP", "batches/ship", Say.Ship("B-1").Body);
        await deal.MustPostAsync("CUS", "batches/receive", Say.Receive("B-1", "R-1", ["G1", "G2"]).Body);
        (await deal.PostAsync("SUP", "batches/attribute", Attribute("AT-1", "PO-2", ["G2"]).Body)).Reply
            .MustAdvise(409, "another-customer", "Choose an order of CUS");
        await deal.MustPostAsync("SUP", "batches/attribute", Attribute("AT-1", "PO-1", ["G2"]).Body);
        await deal.GetWhenAsync("CUS", "orders/PO-1", order => order.List("lines")[0].Number("received") == 2);
    }

    [Fact]
    [Advised("count-differs")]
    [Advised("not-lost")]
    [Advised(typeof(StockCounted))]
    public async Task A_count()
    {
        var scene = await Scene.ShippedAsync(3);
        await scene.MustAsync(Say.Register("B-2", ["G4", "G5"]));
        await scene.RefusedAsync(Count("CT-0", found: ["G2", "G3"]), "not-lost", "The customer receives them with ReceiveBatch, or their supplier takes them");
        await scene.MustAsync(Say.Receive("B-1", "R-1", ["G1", "G2"]), Say.TakeBack("TB-1", "G3"));
        await scene.RefusedAsync(Count("CT-1", 2), "count-differs", "Name each unit that is missing or found");
        await scene.MustAsync(Count("CT-1", 2, missing: ["G5"]));
        await scene.StockIsAsync("site:FAB1 inventory 1", "site:FAB1 lost 1", "site:FAB1 returned 1", "site:PDX1 received 2");
        await scene.StandsAsync<StockCounted>("Count again with CountStock");
        var wrong = await scene.EventAsync(typeof(StockCounted));
        await scene.MustAsync(Count("CT-2", 3, found: ["G5"]));
        await scene.DeclaredAsync(wrong, typeof(StockCounted));
        await scene.StockIsAsync("site:FAB1 inventory 2", "site:FAB1 returned 1", "site:PDX1 received 2");
    }

    [Fact]
    [Advised("already-credited")]
    [Advised(typeof(ReturnCancelled))]
    [Advised(typeof(LineReturnCancelled))]
    public async Task A_return_that_is_cancelled()
    {
        var scene = await Scene.DeliveredAsync(3);
        await scene.MustAsync(Say.Return("RMA-1", "G1", "G2"), Say.Credit("CR-1", 1));
        await scene.RefusedAsync(Cancel("CX-1", "RMA-1"), "already-credited", "Name no more than 1 of them");
        await scene.MustAsync(Cancel("CX-1", "RMA-1", "G1"));
        await scene.OrderIsAsync("closed 2 2 2 0 0");

        await scene.StandsAsync<ReturnCancelled>("Send the units back again with ReturnUnits");
        await scene.StandsAsync<LineReturnCancelled>("Send the units back again with ReturnUnits");
        var wrong = await scene.EventAsync(typeof(ReturnCancelled));
        await scene.MustAsync(Say.Return("RMA-2", "G1"));
        await scene.DeclaredAsync(wrong, typeof(UnitsReturned));
        await scene.StockIsAsync("site:FAB1 returned 2", "site:PDX1 received 1");
    }

    private static Command Attribute(string attribution, params string[] serials) => Attribute(attribution, "PO-1", serials);

    private static Command Attribute(string attribution, string order, string[] serials) =>
        new("AttributeUnits", new { attribution, batch = "B-1", product = TestBook.Gpu, serials, order, orderLine = 1 });

    private static Command Count(string count, int? quantity = null, string[]? missing = null, string[]? found = null) => new(
        "CountStock", new { count, site = TestBook.Factory, product = TestBook.Gpu, quantity, missing = missing ?? [], found = found ?? [] });

    private static Command Cancel(string cancellation, string number, params string[] serials) => new("CancelReturn", serials.Length == 0
        ? new { cancellation, @return = number, reason = "a mistake" }
        : new { cancellation, @return = number, reason = "a mistake", serials });
}
