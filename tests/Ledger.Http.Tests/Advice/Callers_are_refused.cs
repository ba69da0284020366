using Ledger.Http.Tests.Access;

namespace Ledger.Http.Tests.Advice;

/// <summary>Who is not let in or may not do something, and who may.</summary>
public sealed class Callers_are_refused
{
    [Fact]
    [Advised("not-authenticated")]
    public async Task Who_shows_no_key()
    {
        var book = await TestBook.OpenAsync();
        using var client = await LedgerHost.AnonymousAsync();
        (await client.GetAsync($"/books/{book.Code}/me", null)).MustAdvise(401, "not-authenticated", "Send one in the header Authorization: Bearer");
        (await client.GetAsync($"/books/{book.Code}/me", await Keys.IssueAsync(client: await LedgerHost.ClientAsync(), book.Code, "SUP", "erp"))).MustBe(200);
    }

    [Fact]
    [Advised("key-revoked")]
    [Advised("key-expired")]
    [Advised("key-not-active")]
    public async Task Whose_key_is_revoked_or_has_expired()
    {
        var (book, client) = (await TestBook.OpenAsync(), await LedgerHost.ClientAsync());
        var (me, keys) = ($"/books/{book.Code}/me", $"/books/{book.Code}/keys");
        var first = await Keys.IssueAsync(client, book.Code, "SUP", "erp");
        (await client.PostAsync($"{keys}/revoke", new { key = Access.Door.IdOf(first), reason = "lost" })).MustBe(200);
        await client.MustBecomeAsync(me, first, "key-revoked");
        (await client.GetAsync(me, first)).MustAdvise(401, "key-revoked", "Ask the operator for a new key");
        (await client.PostAsync($"{keys}/rotate", new { key = Access.Door.IdOf(first), name = "next" })).MustAdvise(
            409, "key-not-active", "Issue a new key to app erp instead");

        var second = (await client.IssueAsync(book.Code, "erp", "second")).MustBe(200).Json.Text("apiKey");
        (await client.GetAsync(me, second)).MustBe(200);
        (await client.PostAsync($"{keys}/rotate", new { key = Access.Door.IdOf(second), name = "third", graceMinutes = 0 })).MustBe(200);
        await client.MustBecomeAsync(me, second, "key-expired");
        (await client.GetAsync(me, second)).MustAdvise(401, "key-expired", "Ask the operator for a new key");
        (await client.GetAsync(me, (await client.IssueAsync(book.Code, "erp", "fourth")).MustBe(200).Json.Text("apiKey"))).MustBe(200);
    }

    [Fact]
    [Advised("too-many-keys")]
    [Advised("unknown-app")]
    public async Task An_app_that_has_two_keys_or_is_not_there()
    {
        var (scene, client) = (await Scene.OpenAsync(), await LedgerHost.ClientAsync());
        await scene.RefusedAsync(Key("erp", "first"), "unknown-app", "Register it with RegisterApp first");
        await scene.MustAsync(new Command("RegisterApp", new { app = "erp", party = "SUP", name = "x" }));
        var first = (await client.IssueAsync(scene.Book.Code, "erp", "first")).MustBe(200).Json.Text("apiKey");
        await scene.MustAsync(Key("erp", "second"));
        await scene.RefusedAsync(Key("erp", "third"), "too-many-keys", "Revoke one of app erp's active keys, or wait until one expires");
        (await client.PostAsync($"/books/{scene.Book.Code}/keys/revoke", new { key = Access.Door.IdOf(first), reason = "x" })).MustBe(200);
        await scene.MustAsync(Key("erp", "third"));

        static Command Key(string app, string name) => new("IssueKey", new { app, name, mode = "live", scopes = new[] { "read" } });
    }

    [Fact]
    [Advised("live-only")]
    public async Task A_test_key_of_the_operator()
    {
        var (client, app) = (await LedgerHost.ClientAsync(), $"console-{Guid.NewGuid():N}");
        (await client.PostAsync($"/books/{Access.Door.OperatorRoom}/apps", new { app, party = "operator", name = "x" })).MustBe(201);
        (await client.IssueAsync(Access.Door.OperatorRoom, app, "first", "test")).MustAdvise(409, "live-only", "Issue a key in live mode instead");
        (await client.IssueAsync(Access.Door.OperatorRoom, app, "first")).MustBe(200);
    }

    [Fact]
    [Advised("insufficient-scope")]
    public async Task Whose_key_may_only_read()
    {
        var (book, client) = (await TestBook.OpenAsync(), await LedgerHost.ClientAsync());
        var reader = await Keys.IssueAsync(client, book.Code, "SUP", "reader", "live", "read");
        (await RegisterAsync(reader)).MustAdvise(403, "insufficient-scope", "RegisterSite needs the scope write");
        (await RegisterAsync(await Keys.IssueAsync(client, book.Code, "SUP", "writer", "live", "write"))).MustBe(201);

        async Task<Reply> RegisterAsync(string key)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/books/{book.Code}/sites")
            {
                Content = new StringContent("""{"site":"S-1","name":"x","kind":"port"}""", System.Text.Encoding.UTF8, "application/json"),
            };
            return await client.SendAsync(request, key);
        }
    }

    [Fact]
    [Advised("not-permitted")]
    public async Task Whose_role_does_not_include_it()
    {
        var book = await Partners.OfAsync(await TestBook.OpenAsync(), "live");
        (await book.PostAsync("CAR", "batches", new { batch = "B-1" })).Reply.MustAdvise(403, "not-permitted", "GET /books/{book}/me lists what you may use");
        var mine = (await book.GetAsync("CAR", "me")).Reply.MustBe(200).Json.Texts("commands");
        Assert.Contains("ReportTransport", mine);
        Assert.DoesNotContain("RegisterBatch", mine);
    }

    [Fact]
    [Advised("not-your-own")]
    public async Task Who_does_not_own_it()
    {
        var scene = await Scene.ShippedAsync(1);
        await scene.MustAsync(new Command("AddParty", new { party = "HAUL", name = "Another carrier", roles = new[] { "carrier" } }));
        var book = await Partners.OfAsync(scene.Book, "live");
        var report = new { batch = "B-1", report = "T-1", status = "departed" };
        (await book.PostAsync("HAUL", "batches/transport", report)).Reply.MustAdvise(403, "not-your-own", "Only CAR may report on the transport of batch B-1");
        (await book.PostAsync("CAR", "batches/transport", report)).Reply.MustBe(200);
    }

    [Fact]
    [Advised("not-your-own")]
    public async Task Who_did_not_make_it()
    {
        var scene = await Scene.OpenAsync();
        await scene.MustAsync(new Command("AddParty", new { party = "DIST", name = "A distributor", roles = new[] { "supplier" } }));
        var book = await Partners.OfAsync(scene.Book, "live");
        (await book.PostAsync("DIST", "products", Part("acme:X9"))).Reply.MustAdvise(
            403, "not-your-own", "Register yours under a manufacturer of your own, such as dist");
        await book.MustPostAsync("DIST", "products", Part("dist:X9"));
        var batch = new { batch = "B-1", product = TestBook.Gpu, site = TestBook.Factory, serials = new[] { "G1" } };
        (await book.PostAsync("DIST", "batches", batch)).Reply.MustAdvise(
            403, "not-your-own", "is appointed by SUP or the operator with AppointReseller");
        await book.MustPostAsync("SUP", "products/resellers", new { product = TestBook.Gpu, reseller = "DIST" });
        await book.MustPostAsync("DIST", "batches", batch);

        static object Part(string product) => new { product, name = "x", family = "gpu" };
    }

    [Fact]
    [Advised("ambiguous-number")]
    public async Task Who_names_a_number_that_two_parties_gave()
    {
        var scene = await Scene.OpenAsync();
        await scene.MustAsync(new Command("AddParty", new { party = "DIST", name = "A distributor", roles = new[] { "supplier" } }));
        var book = await Partners.OfAsync(scene.Book, "live");
        await book.MustPostAsync("DIST", "products", new { product = "dist:X9", name = "x", family = "gpu" });
        foreach (var (supplier, product) in new[] { ("SUP", TestBook.Gpu), ("DIST", "dist:X9") })
        {
            var lines = new[] { new { line = 1, product, quantity = 5, from = "2026-01-01", until = "2027-12-31" } };
            await book.MustPostAsync(supplier, "agreements", new { agreement = $"SA-{supplier}", supplier, customer = "CUS", lines });
            var ordered = new[] { new { line = 1, agreementLine = 1, product, quantity = 1, requestedDelivery = "2026-12-01" } };
            await book.MustPostAsync(
                "CUS", "orders", new { order = $"PO-{supplier}", agreement = $"SA-{supplier}", shipTo = TestBook.DataCentre, lines = ordered });
            await book.GetWhenAsync("CUS", $"orders/PO-{supplier}", o => o.Text("state") == "confirmed");
            await book.MustPostAsync(supplier, "batches", new { batch = "B-1", product, site = TestBook.Factory, serials = new[] { "G1" } });
            await book.MustPostAsync(supplier, "batches/ship", scene.Book.Shipment("B-1", $"PO-{supplier}"));
        }

        (await book.PostAsync("CUS", "batches/receive", new { batch = "B-1", receipt = "R-1" }))
            .Reply.MustAdvise(409, "ambiguous-number", "Name one of DIST:B-1, SUP:B-1");
        await book.MustPostAsync("CUS", "batches/receive", new { batch = "DIST:B-1", receipt = "R-1" });
    }

    [Fact]
    [Advised("simulated")]
    [Advised("unknown-simulation")]
    [Advised("simulate-only-in-sandbox")]
    public async Task Who_rehearses()
    {
        var book = await TestBook.OpenAsync();
        var (live, twin) = (await Partners.OfAsync(book, "live"), await Partners.OfAsync(book));
        (await RegisterAsync(live, "delay-2s")).MustAdvise(400, "simulate-only-in-sandbox", "only with a test key");
        var unknown = (await RegisterAsync(twin, "503")).MustAdvise(400, "unknown-simulation", "Must be one of 503-after-commit");
        var named = unknown.Json.Text("detail").Split(' ')[4].TrimEnd(',');
        var simulated = (await RegisterAsync(twin, named)).MustAdvise(503, "simulated", "to rehearse an answer");
        Assert.Equal("same-key", simulated.Json.Text("retryable"));
        (await RegisterAsync(twin, null)).MustBe(201);

        static async Task<Reply> RegisterAsync(Partners partners, string? simulate) => (await partners.PostAsync(
            "SUP", "batches", new { batch = "B-1", product = TestBook.Gpu, site = TestBook.Factory, serials = new[] { "G1" } }, "key-1", simulate)).Reply;
    }
}
