namespace Ledger.Http.Tests.Advice;

/// <summary>A number that is taken, or something that is not registered yet.</summary>
public sealed class Reference_data_is_refused
{
    private const string Gtin = "04012345123456";

    [Fact]
    [Advised("unknown-product")]
    public async Task Units_of_a_product_that_nobody_registered()
    {
        var scene = await Scene.OpenAsync();
        await scene.RefusedAsync(Say.Register("B-1", ["G1"], "acme:X1"), "unknown-product", "Register product acme:X1 first");
        await scene.MustAsync(Say.Product("acme:X1", "gpu"), Say.Register("B-1", ["G1"], "acme:X1"));
        await scene.StockIsAsync("site:FAB1 inventory 1");
    }

    [Fact]
    [Advised("unknown-site")]
    public async Task Units_at_a_site_that_nobody_registered()
    {
        var scene = await Scene.OpenAsync();
        await scene.RefusedAsync(Say.Register("B-1", ["G1"], site: "FAB2"), "unknown-site", "Register site FAB2 first");
        await scene.MustAsync(new("RegisterSite", new { site = "FAB2", name = "x", kind = "factory" }), Say.Register("B-1", ["G1"], site: "FAB2"));
        await scene.StockIsAsync("site:FAB2 inventory 1");
    }

    [Fact]
    [Advised("unknown-party")]
    public async Task A_carrier_that_is_not_in_the_book()
    {
        var scene = await Scene.OrderedAsync(1);
        await scene.MustAsync(Say.Register("B-1", ["G1"]));
        await scene.RefusedAsync(Say.Ship("B-1", carrier: "HAUL"), "unknown-party", "The operator adds parties");
        await scene.MustAsync(new("AddParty", new { party = "HAUL", name = "Haulier", roles = new[] { "carrier" } }), Say.Ship("B-1", carrier: "HAUL"));
        await scene.OrderIsAsync("confirmed 1 1 0 0 1");
    }

    [Fact]
    [Advised("differs-in-case")]
    public async Task A_number_that_differs_only_in_case()
    {
        var scene = await Scene.OrderedAsync();
        await scene.RefusedAsync(Say.Place("po-1", 2), "differs-in-case", "Choose another one");
        await scene.MustAsync(Say.Place("PO-2", 2));
        await scene.OrderIsAsync("confirmed 2 0 0 0 2", "PO-2");
    }

    [Fact]
    [Advised("already-recorded")]
    public async Task A_number_that_another_document_has()
    {
        var scene = await Scene.OrderedAsync();
        await scene.RefusedAsync(Say.Place("PO-1", 2), "already-recorded", "Choose another one");
        await scene.MustAsync(Say.Place("PO-2", 2));
        await scene.OrderIsAsync("confirmed 2 0 0 0 2", "PO-2");
    }

    [Fact]
    [Advised("global-number-in-use")]
    public async Task A_GTIN_that_another_product_has()
    {
        var scene = await Scene.OpenAsync();
        await scene.MustAsync(Say.Product("acme:X1", "gpu", Gtin));
        await scene.RefusedAsync(Say.Product("acme:X2", "gpu", Gtin), "global-number-in-use", "Leave it out, or correct it");
        await scene.MustAsync(Say.Product("acme:X2", "gpu"), Say.Product("acme:X3", "gpu", "04012345123463"));
    }

    [Fact]
    [Advised("already-registered")]
    public async Task Units_that_are_registered_already()
    {
        var scene = await Scene.OpenAsync();
        await scene.MustAsync(Say.Register("B-1", ["G1"]));
        var problem = await scene.RefusedAsync(
            Say.Register("B-2", ["G1", "G2", "G3"]), "already-registered", "Leave them out, or correct their serials");
        await scene.MustAsync(Say.Register("B-2", [.. new[] { "G1", "G2", "G3" }.Except(problem.GetProperty("serials").Texts("first"))]));
        await scene.StockIsAsync("site:FAB1 inventory 3");
    }

    [Fact]
    [Advised("bad-book-code")]
    public async Task A_book_under_a_code_that_is_none()
    {
        var opening = Commands.Of("OpenBook");
        var client = await LedgerHost.ClientAsync();
        (await PostAsync("Book_1")).MustAdvise(400, "bad-book-code", "has 2 to 63 characters from a-z, 0-9 and -");
        (await PostAsync($"book-{Guid.NewGuid():N}")).MustBe(201);

        async Task<Reply> PostAsync(string code)
        {
            using var content = new StringContent(opening, System.Text.Encoding.UTF8, "application/json");
            return await Reply.OfAsync(await client.PostAsync($"/books/{code}/open", content));
        }
    }

    [Fact]
    [Advised("unknown-book")]
    public async Task A_book_that_nobody_opened()
    {
        var scene = new Scene(await TestBook.UnopenedAsync());
        (await scene.Book.GetAsync("products")).MustAdvise(404, "unknown-book", "Open a book with POST /books/{book}/open");
        (await scene.Book.PostAsync("open", Commands.Of("OpenBook"))).MustBe(201);
        await scene.MustAsync(Say.Product("acme:X1", "gpu"));
    }
}
