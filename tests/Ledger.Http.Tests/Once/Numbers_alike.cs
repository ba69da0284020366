using Npgsql;

namespace Ledger.Http.Tests.Once;

/// <summary>Numbers that differ only in case are one number to a reader and to many a system; a GTIN is one product, a GLN one site or party.</summary>
public sealed class Numbers_alike
{
    private const string Gtin = "4012345123456";
    private const string Gln = "4012345000009";

    [Fact]
    public async Task Are_refused_whatever_they_number()
    {
        var book = await TestBook.OpenAsync();
        await book.OrderAsync(10);
        await book.ShipAsync("B-1", 2);
        await book.RegisterAsync("B-2", book.Serials("B-2", 2));
        (await book.ReceiveAsync("B-1", "RC-1")).MustBe(200);
        await book.PlanRackAsync("R-1", 1);

        await RefusedAsync("orders", Order("po-1"), "po-1 differs only in case from PO-1, which exists. Choose another one.");
        await RefusedAsync("batches", Batch("b-1"), "b-1 differs only in case from B-1, which exists. Choose another one.");
        await RefusedAsync("batches/ship", book.Shipment("B-2", advice: "asn-B-1"));
        await RefusedAsync("products", new { product = "acme:b300", name = "x", family = "gpu" });
        await RefusedAsync("sites", new { site = "pdx1", name = "x", kind = "port" });
        await RefusedAsync("racks", new { rack = "r-1", model = "TINY-1", site = TestBook.DataCentre });
        await RefusedAsync("rack-models", new { model = "tiny-1", name = "x", illustrative = true, parts = new[] { new { family = "gpu", count = 1 } } });
        await RefusedAsync("agreements", Agreement("sa-1"));
        await RefusedAsync("parties", new { party = "sup", name = "x", roles = new[] { "supplier" } });
        await book.ShipAsync("B-3", 1);
        (await book.ReceiveAsync("B-3", "rc-1")).MustRefuse(409, "differs-in-case");

        // What the refusal advises works, and one number may be that of several things.
        (await book.PostAsync("orders", Order("PO-1A"))).MustBe(201);
        (await book.PostAsync("batches", Batch("po-1"))).MustBe(201);

        async Task RefusedAsync(string route, object body, string? detail = null)
        {
            var before = await book.EventCountAsync();
            var reply = (await book.PostAsync(route, body)).MustRefuse(409, "differs-in-case");
            Assert.Equal(detail ?? reply.Json.Text("detail"), reply.Json.Text("detail"));
            Assert.Equal(before, await book.EventCountAsync());
        }

        object Batch(string batch) => new { batch, product = TestBook.Gpu, site = TestBook.Factory, serials = book.Serials(batch.ToUpperInvariant(), 1) };
    }

    [Fact]
    public async Task Are_refused_of_documents_that_are_numbered_within_another()
    {
        var book = await TestBook.OpenAsync();
        await book.OrderAsync(10);
        await book.OrderAsync(10, "PO-2");
        await book.ShipAsync("B-1", 2);
        await book.PlanRackAsync("R-1", 1);

        await AlikeAsync(
            "orders/acknowledge", number => new { order = "PO-1", acknowledgement = number, lines = new[] { new { line = 1, status = "accepted" } } });
        await AlikeAsync("orders/change", number => new { order = "PO-1", change = number, lines = new[] { new { line = 1, quantity = 9 } } });
        await AlikeAsync("batches/transport", number => new { batch = "B-1", report = number, status = "departed" });
        await AlikeAsync("agreements/amend", number => new
        {
            agreement = "SA-1",
            amendment = number,
            reason = "more",
            lines = new[] { new { line = 1, product = TestBook.Gpu, quantity = 100_000, from = "2026-01-01", until = "2028-12-31" } },
            milestones = Array.Empty<object>(),
        });
        // Another order numbers its own.
        await book.MustPostAsync("orders/change", new { order = "PO-2", change = "n-1", lines = new[] { new { line = 1, quantity = 9 } } });

        async Task AlikeAsync(string route, Func<string, object> body)
        {
            await book.MustPostAsync(route, body("N-1"));
            (await book.PostAsync(route, body("n-1"))).MustRefuse(409, "differs-in-case");
            (await book.PostAsync(route, body("N-1"))).MustBe(200);
        }
    }

    [Fact]
    public async Task Are_refused_in_the_book_s_twin_too()
    {
        var book = await TestBook.OpenAsync();
        var twin = new Partners(book, await LedgerHost.ClientAsync());
        await twin.MustPostAsync("SUP", "sites", new { site = "NEW", name = "x", kind = "port" });
        (await twin.PostAsync("SUP", "sites", new { site = "pdx1", name = "x", kind = "port" })).Reply.MustRefuse(409, "differs-in-case");
        await book.MustPostAsync("sites", new { site = "new", name = "x", kind = "port" });
    }

    [Fact]
    public async Task Of_two_at_once_one_is_recorded()
    {
        var book = await TestBook.OpenAsync();
        for (var round = 0; round < 5; round++)
        {
            var replies = await Task.WhenAll(
                new[] { "Dock", "DOCK" }.Select(site => book.PostAsync("sites", new { site = $"{site}-{round}", name = "x", kind = "port" })));
            Assert.Single(replies, reply => (int)reply.Status == 201);
            Assert.Single(replies, reply => (int)reply.Status == 409).MustRefuse(409, "differs-in-case");
        }
    }

    [Fact]
    public async Task A_GTIN_is_one_product_s_and_a_GLN_one_site_s_or_one_party_s()
    {
        var book = await TestBook.OpenAsync();
        await book.MustPostAsync("products", new { product = "acme:one", name = "x", family = "gpu", gtin = Gtin });
        var reply = await book.PostAsync("products", new { product = "acme:two", name = "x", family = "gpu", gtin = "0" + Gtin });
        Assert.Equal("The GTIN belongs to acme:one already. Leave it out, or correct it.", reply.MustRefuse(409, "global-number-in-use").Json.Text("detail"));
        await book.MustPostAsync("products", new { product = "acme:two", name = "x", family = "gpu" });
        (await book.PostAsync("products", new { product = "acme:one", name = "x", family = "gpu", gtin = Gtin })).MustBe(200);

        await book.MustPostAsync("sites", new { site = "P1", name = "x", kind = "port", gln = Gln });
        (await book.PostAsync("sites", new { site = "P2", name = "x", kind = "port", gln = Gln })).MustRefuse(409, "global-number-in-use");
        // A company may have the number of the one place where it is.
        await book.MustPostAsync("parties", new { party = "N1", name = "x", roles = new[] { "carrier" }, gln = Gln });
        (await book.PostAsync("parties", new { party = "N2", name = "x", roles = new[] { "carrier" }, gln = Gln })).MustRefuse(409, "global-number-in-use");

        // Another book knows nothing of it.
        await (await TestBook.OpenAsync()).MustPostAsync("products", new { product = "acme:two", name = "x", family = "gpu", gtin = Gtin });
    }

    [Theory]
    [InlineData("operator")]
    [InlineData("Operator")]
    public async Task No_party_is_called_the_operator(string party)
    {
        var (book, unopened) = (await TestBook.OpenAsync(), await TestBook.UnopenedAsync());
        object[] parties = [new { party, name = "x", roles = new[] { "carrier" } }];
        Assert.Equal(["/party reserved-code"], (await book.PostAsync("parties", parties[0])).MustRefuse(400, "invalid-command").Errors());
        Assert.Equal(
            ["/parties/0/party reserved-code"],
            (await unopened.PostAsync("open", new { name = "x", purpose = "live", parties })).MustRefuse(400, "invalid-command").Errors());
    }

    [Theory]
    [InlineData("SUP", "sup", null, null, "duplicate")]
    [InlineData("SUP", "CUS", Gln, Gln, "duplicate-gln")]
    public async Task No_book_opens_with_two_parties_that_are_alike(string one, string other, string? gln, string? another, string code)
    {
        var roles = new[] { "supplier" };
        var parties = new object[] { new { party = one, name = "x", roles, gln }, new { party = other, name = "x", roles, gln = another } };
        var body = System.Text.Json.JsonSerializer.Serialize(
            new { name = "x", purpose = "live", parties },
            new System.Text.Json.JsonSerializerOptions { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull });
        Assert.Equal([$"/parties {code}"], (await (await TestBook.UnopenedAsync()).PostAsync("open", body)).MustRefuse(400, "invalid-command").Errors());
    }

    /// <summary>
    /// A ledger of an earlier build holds a pair, for that build did not mind. Both go on working, and no third is taken; nor is a number like any that the
    /// ledger holds.
    /// </summary>
    [Fact]
    public async Task Of_an_earlier_build_go_on_working()
    {
        var cluster = await LedgerHost.ClusterAsync();
        var name = $"own_{Guid.NewGuid():N}";
        var connection = await cluster.CreateDatabaseAsync(name);
        TestBook book;
        await using (var before = await LedgerHost.StartOnAsync(connection))
        {
            book = await TestBook.OpenAsync(client: LedgerHost.OperatorOf(before));
            await book.OrderAsync(10);
            await book.MustPostAsync("products", new { product = "acme:one", name = "x", family = "gpu", gtin = Gtin });
            await book.RegisterAsync("B-1", book.Serials("B-1", 1));
            await ExecuteAsync(connection, "delete from ledger.number_in_use");
            await book.RegisterAsync("b-1", book.Serials("b-1", 1));
            await ExecuteAsync(connection, "drop table ledger.number_in_use; drop function ledger.claim_number");
        }

        await using (var after = await LedgerHost.StartOnAsync(connection))
        {
            book = book.Through(LedgerHost.OperatorOf(after));
            await book.MustPostAsync("batches/ship", book.Shipment("B-1"));
            await book.MustPostAsync("batches/ship", book.Shipment("b-1", advice: "ASN-2"));
            (await book.PostAsync("orders", Order("po-1"))).MustRefuse(409, "differs-in-case");
            (await book.PostAsync("products", new { product = "acme:two", name = "x", family = "gpu", gtin = Gtin })).MustRefuse(409, "global-number-in-use");
            (await book.PostAsync("batches/ship", book.Shipment("b-1", advice: "asn-2"))).MustRefuse(409, "already-shipped");
            await book.RegisterAsync("B-2", book.Serials("B-2", 1));
            (await book.PostAsync("batches/ship", book.Shipment("B-2", advice: "asn-2"))).MustRefuse(409, "differs-in-case");
        }

        await cluster.DropDatabaseAsync(name);
    }

    private static object Order(string order) => new
    {
        order,
        agreement = "SA-1",
        shipTo = TestBook.DataCentre,
        lines = new[] { new { line = 1, agreementLine = 1, product = TestBook.Gpu, quantity = 1, requestedDelivery = "2026-12-01" } },
    };

    private static object Agreement(string agreement) => new
    {
        agreement,
        supplier = "SUP",
        customer = "CUS",
        lines = new[] { new { line = 1, product = TestBook.Gpu, quantity = 10, from = "2026-01-01", until = "2027-12-31" } },
        milestones = Array.Empty<object>(),
    };

    private static async Task ExecuteAsync(string connection, string sql)
    {
        await using var owner = NpgsqlDataSource.Create(connection);
        await using var command = owner.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
