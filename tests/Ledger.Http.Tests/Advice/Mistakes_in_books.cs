using Ledger.Agreements.Books;

namespace Ledger.Http.Tests.Advice;

/// <summary>What was registered wrongly is registered again, and the deal goes on with that.</summary>
public sealed class Mistakes_in_books
{
    private const string Advice = "Register it again under another id; a GLN stays with the first, so leave it out";
    private const string Gtin = "04012345123456";

    [Fact]
    [Advised(typeof(BookOpened))]
    [Advised("not-declarable")]
    public async Task A_book()
    {
        var scene = await Scene.OpenAsync();
        Assert.Equal("not-declarable", await scene.StandsAsync<BookOpened>("Open another one with OpenBook"));
        var other = await Scene.OrderedAsync();
        scene.Did("OpenBook");
        Assert.NotEqual(scene.Book.Code, other.Book.Code);
    }

    [Fact]
    [Advised(typeof(PartyAdded))]
    public async Task A_party()
    {
        var scene = await Scene.OrderedAsync(1);
        await scene.MustAsync(Party("HAULER", "customer"));
        await scene.StandsAsync<PartyAdded>(Advice);
        await scene.MustAsync(Party("HAUL", "carrier"), Say.Register("B-1", ["G1"]), Say.Ship("B-1", carrier: "HAUL"));
        await scene.OrderIsAsync("confirmed 1 1 0 0 1");
    }

    /// <summary>Registered as a CPU, which the line for GPUs does not take; a unit of it is in stock.</summary>
    [Fact]
    [Advised(typeof(ProductRegistered))]
    public async Task A_product_with_the_wrong_family()
    {
        var scene = await Scene.OrderedAsync(1);
        await scene.MustAsync(
            Say.Amend("A-1", [new { line = 2, family = "gpu", quantity = 5, from = "2026-01-01", until = "2027-12-31" }]), Say.Product("acme:X1", "cpu", Gtin),
            Say.Register("B-1", ["X1"], "acme:X1"));
        Assert.Equal("wrong-product", (await scene.SendAsync(Say.Place("PO-2", 1, "acme:X1", 2))).GetProperty("problem").Text("code"));
        await scene.StandsAsync<ProductRegistered>("name this one in replaces, so that its GTIN becomes the new one's");
        await scene.MustAsync(
            Say.Product("acme:X1-A", "gpu", Gtin, "acme:X1"), Say.Place("PO-2", 1, "acme:X1-A", 2), Say.Register("B-2", ["X1"], "acme:X1-A"));
        await scene.MustAsync(
            Say.Ship("B-2", "PO-2"),
            new Command("ScrapUnits", new { scrap = "SC-1", site = TestBook.Factory, product = "acme:X1", serials = new[] { "X1" }, reason = "x" }));
        await scene.OrderIsAsync("confirmed 1 1 0 0 1", "PO-2");
        await scene.StockIsAsync("site:FAB1 scrapped 1", "transit:B-2 inTransit 1");
        await scene.BecomesAsync(
            "products", p => string.Join(", ", p.List("items").Where(item => item.TextOrNull("replaces") is not null).Select(item => item.Text("product"))),
            "acme:X1-A");
        Assert.Equal("global-number-in-use", (await scene.SendAsync(Say.Product("acme:X2", "gpu", Gtin, "acme:X1"))).GetProperty("problem").Text("code"));
    }

    [Fact]
    [Advised(typeof(ResellerAppointed))]
    [Advised(typeof(ResellerDismissed))]
    public async Task A_reseller()
    {
        var scene = await Scene.OpenAsync();
        await scene.MustAsync(Party("DIST", "supplier"), Reseller("AppointReseller", "DIST"));
        await scene.StandsAsync<ResellerAppointed>("End the appointment with DismissReseller");
        await scene.MustAsync(Reseller("DismissReseller", "DIST"));
        await scene.StandsAsync<ResellerDismissed>("Appoint the reseller again with AppointReseller");
        await scene.MustAsync(Reseller("AppointReseller", "DIST"));
        Assert.Equal("already-appointed", (await scene.SendAsync(Reseller("AppointReseller", "DIST"))).GetProperty("problem").Text("code"));
        var book = await Partners.OfAsync(scene.Book, "live");
        await book.MustPostAsync("DIST", "batches", new { batch = "B-1", product = TestBook.Gpu, site = TestBook.Factory, serials = new[] { "G1" } });
    }

    [Fact]
    [Advised(typeof(SiteRegistered))]
    public async Task A_site()
    {
        var scene = await Scene.OpenAsync();
        await scene.MustAsync(Site("FAB2", "port", "4012345000009"));
        await scene.StandsAsync<SiteRegistered>(Advice);
        await scene.MustAsync(Site("FAB3", "factory"), Say.Register("B-1", ["G1"], site: "FAB3"));
        await scene.StockIsAsync("site:FAB3 inventory 1");
    }

    private static Command Party(string party, string role) => new("AddParty", new { party, name = party, roles = new[] { role } });

    private static Command Reseller(string command, string reseller) => new(command, command == "AppointReseller"
        ? new { product = TestBook.Gpu, reseller }
        : new { product = TestBook.Gpu, reseller, reason = "x" });

    private static Command Site(string site, string kind, string? gln = null) => new("RegisterSite", new { site, name = site, kind, gln });
}
