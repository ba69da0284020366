using Ledger.Logistics.Returns;

namespace Ledger.Http.Tests.Advice;

/// <summary>What does not go back as it was told, and how it does; and what became of mistakes on the way.</summary>
public sealed class Returns_are_refused
{
    [Fact]
    [Advised("return-not-authorised")]
    [Advised("return-not-answered")]
    [Advised(typeof(ReturnRequested))]
    public async Task A_return_that_its_supplier_has_not_authorised()
    {
        var scene = await AuthorisingAsync(3);
        await scene.RefusedAsync(Say.Return("RT-1", "G1"), "return-not-authorised", "Ask for that with RequestReturn under this number");
        await scene.MustAsync(Request("RT-1", "G1"));
        var early = await scene.RefusedAsync(Say.Return("RT-1", "G1"), "return-not-answered", "Its supplier answers with AuthoriseReturn or RefuseReturn");
        Assert.Equal("yes", early.Text("retryable"));
        await scene.StandsAsync<ReturnRequested>("Withdraw it with CancelReturn while nothing was sent");
        await scene.MustAsync(Refuse("RT-1"), Authorise("RT-1", "RMA-1"), Cancel("CX-1", "RT-1"));
        await scene.RefusedAsync(Say.Return("RT-1", "G1"), "return-not-authorised", "was withdrawn. Ask for another return with RequestReturn");
        await scene.MustAsync(Request("RT-2", "G1"), Authorise("RT-2", "RMA-2"), Say.Return("RT-2", "G1"));
        await scene.OrderIsAsync("confirmed 3 2 2 0 1");
        await scene.StockIsAsync("site:FAB1 returned 1", "site:PDX1 received 2");
    }

    [Fact]
    [Advised("return-not-authorised")]
    [Advised("not-the-suppliers-site")]
    [Advised(typeof(ReturnAuthorised))]
    public async Task A_return_that_was_authorised_for_less_or_elsewhere_or_till_yesterday()
    {
        var scene = await AuthorisingAsync(3);
        await scene.MustAsync(Say.Site("FAB2"), Request("RT-1", "G1"), Authorise("RT-1", "RMA-1", "FAB2", "2026-01-02T00:00:00Z"));
        await scene.RefusedAsync(Say.Return("RT-1", "G1"), "return-not-authorised", "The supplier can authorise it again with AuthoriseReturn");
        await scene.StandsAsync<ReturnAuthorised>("Refuse it with RefuseReturn while nothing was sent, or authorise it otherwise with AuthoriseReturn");
        await scene.MustAsync(Refuse("RT-1"), Authorise("RT-1", "RMA-2", "FAB2"));
        await scene.RefusedAsync(Say.Return("RT-1", "G1"), "not-the-suppliers-site", "the supplier can name another site with AuthoriseReturn");
        await scene.MustAsync(Authorise("RT-1", "RMA-3"));
        await scene.RefusedAsync(Say.Return("RT-1", "G1", "G2"), "return-not-authorised", "Leave them out. Ask for another return with RequestReturn");
        await scene.MustAsync(Say.Return("RT-1", "G1"), Request("RT-2", "G2"), Authorise("RT-2", "RMA-4"), Say.Return("RT-2", "G2"));
        await scene.OrderIsAsync("confirmed 3 1 1 0 2");
    }

    [Fact]
    [Advised("return-not-open")]
    [Advised(typeof(ReturnRefused))]
    [Advised(typeof(ReturnWithdrawn))]
    public async Task An_answer_that_comes_too_late()
    {
        var scene = await Scene.DeliveredAsync(2);
        await scene.MustAsync(Request("RT-1", "G1"), Refuse("RT-1"));
        await scene.RefusedAsync(Refuse("RT-1"), "return-not-open", "Authorise it with AuthoriseReturn if it is to come");
        await scene.StandsAsync<ReturnRefused>("Authorise the return with AuthoriseReturn");
        await scene.MustAsync(Authorise("RT-1", "RMA-1"), Carry("RT-1", "G1"));
        await scene.RefusedAsync(Refuse("RT-1"), "return-not-open", "Receive them with ReceiveReturn if a carrier has them");
        await scene.MustAsync(Receive("RT-1", "RR-1"), Cancel("CX-1", "RT-1"), Request("RT-2", "G1"), Cancel("CX-2", "RT-2"));
        await scene.RefusedAsync(Authorise("RT-2", "RMA-2"), "return-not-open", "The customer asks for another return with RequestReturn");
        await scene.StandsAsync<ReturnWithdrawn>("Ask for another return with RequestReturn");
        await scene.MustAsync(Request("RT-3", "G1"), Authorise("RT-3", "RMA-3"), Say.Return("RT-3", "G1"));
        await scene.OrderIsAsync("confirmed 2 1 1 0 1");
    }

    [Fact]
    [Advised("not-sent")]
    [Advised("unit-not-there")]
    [Advised(typeof(ReturnReceived))]
    [Advised(typeof(ReturnWrittenOff))]
    public async Task What_did_not_come_back_as_it_was_told()
    {
        var scene = await Scene.DeliveredAsync(4);
        await scene.MustAsync(Request("RT-1", "G1", "G2", "G3"), Authorise("RT-1", "RMA-1"));
        var early = await scene.RefusedAsync(Receive("RT-1", "RR-1"), "not-sent", "the customer sends them with ReturnUnits");
        Assert.Equal("yes", early.Text("retryable"));
        await scene.MustAsync(Carry("RT-1", "G1", "G2", "G3"));
        await scene.RefusedAsync(
            Receive("RT-1", "RR-1", "G1", "G4"), "unit-not-there", "the customer records with ReturnUnits what it sent besides");
        await scene.MustAsync(Say.Return("RT-2", "G4"), Receive("RT-1", "RR-1", "G1"));
        var lost = new Command("WriteOffReturn", new { writeOff = "WO-1", @return = "RT-1", liable = "CAR", reason = "lost" });
        await scene.MustAsync(lost);
        await scene.StandsAsync<ReturnWrittenOff>("A unit that turns up is received with ReceiveReturn, or taken back with CancelReturn");
        await scene.MustAsync(Receive("RT-1", "RR-2", "G2"), Cancel("CX-1", "RT-1", "G3"));
        await scene.OrderIsAsync("confirmed 4 1 1 0 3");

        await scene.StandsAsync<ReturnReceived>("taken back with CancelReturn; one that is nowhere is counted with CountStock");
        await scene.MustAsync(
            Cancel("CX-2", "RT-1", "G2"),
            new("CountStock", new { count = "CT-1", site = TestBook.Factory, product = TestBook.Gpu, missing = new[] { "G1" } }));
        await scene.OrderIsAsync("confirmed 4 2 2 0 2");
        await scene.StockIsAsync("site:FAB1 lost 1", "site:FAB1 returned 1", "site:PDX1 received 2");
    }

    [Fact]
    public async Task Units_that_came_back_after_others_took_their_place()
    {
        var scene = await Scene.DeliveredAsync(2);
        await scene.MustAsync(Carry("RT-1", "G1"), Say.Register("B-2", ["G9"]), Say.Ship("B-2"), Say.Receive("B-2", "R-2"));
        await scene.OrderIsAsync("closed 2 2 2 0 0");
        await scene.RefusedAsync(
            Cancel("CX-1", "RT-1"), "order-line-not-open",
            "it registers them with RegisterBatch, and ships them on another order that you place with PlaceOrder");
        await scene.MustAsync(
            Receive("RT-1", "RR-1"), Say.Place("PO-2", 1), Say.Register("B-3", ["G1"]), Say.Ship("B-3", "PO-2"), Say.Receive("B-3", "R-3"));
        await scene.StockIsAsync("site:PDX1 received 3");
    }

    [Fact]
    [Advised("nothing-missing")]
    [Advised("not-lost")]
    [Advised("unit-elsewhere")]
    public async Task Units_under_way_that_turn_up_elsewhere()
    {
        var scene = await Scene.DeliveredAsync(3);
        await scene.MustAsync(Carry("RT-1", "G1", "G2"), Say.Place("PO-2", 1), Say.Register("B-2", ["G9"]), Say.Ship("B-2", "PO-2"));
        await scene.RefusedAsync(
            new("WriteOffReturn", new { writeOff = "WO-1", @return = "RT-1", liable = "CAR", reason = "lost" }), "nothing-missing",
            "A final ReceiveReturn finds missing what it does not see");
        await scene.RefusedAsync(Say.Receive("B-2", "R-2", ["G1", "G9"]), "unit-elsewhere", "Leave them out of this receipt");
        await scene.MustAsync(Say.Receive("B-2", "R-2", ["G9"]));
        var count = new Command("CountStock", new { count = "CT-1", site = TestBook.DataCentre, product = TestBook.Gpu, found = new[] { "G1", "G2" } });
        await scene.RefusedAsync(count, "not-lost", "Their supplier receives them with ReceiveReturn, or the customer takes them back with CancelReturn");
        await scene.MustAsync(Cancel("CX-1", "RT-1", "G1"), Receive("RT-1", "RR-1", []));
        await scene.StockIsAsync("return:RT-1 notReturned 1", "site:PDX1 received 3");
    }

    [Fact]
    [Advised("several-suppliers")]
    public async Task Units_of_two_suppliers()
    {
        var book = await TestBook.OpenAsync();
        await book.MustPostAsync("parties", new { party = "SUP2", name = "Another supplier", roles = new[] { "supplier" } });
        await book.MustPostAsync("products/resellers", new { product = TestBook.Gpu, reseller = "SUP2" });
        var deal = await Partners.OfAsync(book, "live");
        foreach (var (supplier, number) in new[] { ("SUP", 1), ("SUP2", 2) })
        {
            await deal.MustPostAsync(supplier, "agreements", new { agreement = $"SA-{number}", supplier, customer = "CUS", lines = new[] { Say.Line(1, 10) } });
            await deal.MustPostAsync("CUS", "orders", Say.Place($"PO-{number}", 1, agreement: $"SA-{number}").Body);
            await deal.GetWhenAsync("CUS", $"orders/PO-{number}", order => order.Text("state") == "confirmed");
            await deal.MustPostAsync(supplier, "batches", Say.Register($"B-{number}", [$"G{number}"]).Body);
            await deal.MustPostAsync(supplier, "batches/ship", Say.Ship($"B-{number}", $"PO-{number}").Body);
            await deal.MustPostAsync("CUS", "batches/receive", Say.Receive($"B-{number}", $"R-{number}").Body);
        }

        (await deal.PostAsync("CUS", "returns/request", Request("RT-1", "G1", "G2").Body)).Reply
            .MustAdvise(409, "several-suppliers", "Ask each of them with a RequestReturn of its own");
        await deal.MustPostAsync("CUS", "returns/request", Request("RT-1", "G1").Body);
        await deal.MustPostAsync("CUS", "returns/request", Request("RT-2", "G2").Body);
        await deal.MustPostAsync("SUP2", "returns/authorise", Authorise("RT-2", "RMA-1").Body);
    }

    private static async Task<Scene> AuthorisingAsync(int units)
    {
        var scene = await Scene.OpenAsync();
        await scene.MustAsync(
            new Command("SignAgreement", new
            {
                agreement = "SA-1",
                supplier = "SUP",
                customer = "CUS",
                lines = new[] { new { line = 1, product = TestBook.Gpu, quantity = 10, from = "2026-01-01", until = "2027-12-31", returns = "authorised" } },
            }),
            Say.Place("PO-1", units), Say.Register("B-1", Say.Units(units)), Say.Ship("B-1"), Say.Receive("B-1", "R-1"));
        await scene.OrderIsAsync($"closed {units} {units} {units} 0 0");
        return scene;
    }

    private static Command Request(string number, params string[] serials) =>
        new("RequestReturn", new { @return = number, site = TestBook.DataCentre, product = TestBook.Gpu, serials, reason = "dead" });

    private static Command Authorise(string number, string rma, string to = TestBook.Factory, string? validUntil = null) =>
        new("AuthoriseReturn", new { @return = number, rma, to, validUntil });

    private static Command Refuse(string number) => new("RefuseReturn", new { @return = number, reason = "out of warranty" });

    private static Command Carry(string number, params string[] serials) => new("ReturnUnits", new
    {
        @return = number,
        site = TestBook.DataCentre,
        product = TestBook.Gpu,
        serials,
        to = TestBook.Factory,
        reason = "dead",
        carrier = "CAR",
    });

    private static Command Receive(string number, string receipt, params string[]? serials) =>
        new("ReceiveReturn", new { @return = number, receipt, serials });

    private static Command Receive(string number, string receipt) => new("ReceiveReturn", new { @return = number, receipt });

    private static Command Cancel(string cancellation, string number, params string[] serials) => new("CancelReturn", serials.Length == 0
        ? new { cancellation, @return = number, reason = "a mistake" }
        : new { cancellation, @return = number, reason = "a mistake", serials });
}
