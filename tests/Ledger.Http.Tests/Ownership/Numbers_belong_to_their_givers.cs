using Ledger.Http.Tests.Audit.Exports;

namespace Ledger.Http.Tests.Ownership;

/// <summary>
/// A competitor cannot take another party's numbers. Method: S2 and C2, T2 and I2 give every number first that S1 and C1, T1 and I1 then use for a whole deal.
/// </summary>
public sealed class Numbers_belong_to_their_givers(OwnHost host) : IClassFixture<OwnHost>
{
    [Fact]
    public async Task A_whole_deal_is_played_with_numbers_that_others_gave_first()
    {
        var book = await Two_of_each.OpenAsync();
        var (theirs, ours) = (await PlayAsync(book, "2", "", Two_of_each.Other), await PlayAsync(book, "1", "1", TestBook.Gpu));
        Assert.Equal(
            ["agreement/SA-1", "order/PO-1", "batch/B-1", "batch/B-1", "batch/B-1", "inspection/I-1", "rack/R-1", "rack/R-1", "inspection/I-2", "return/RMA-1"],
            theirs);
        Assert.Equal(
            [
                "agreement/S1:SA-1", "order/C1:PO-1", "batch/S1:B-1", "batch/S1:B-1", "batch/S1:B-1", "inspection/C1:I-1", "rack/I1:R-1", "rack/I1:R-1",
                "inspection/C1:I-2", "return/C1:RMA-1",
            ],
            ours);
        Assert.True((await book.Book.GetAsync("checks")).MustBe(200).Json.GetProperty("holds").GetBoolean());

        // A plain number means the reader's own; who has no part in either reads the first; the party's name before it means its own, whoever reads.
        foreach (var (party, name, identity) in new[]
        {
            ("S1", "B-1", "S1:B-1"), ("S2", "B-1", "B-1"), ("C1", "B-1", "S1:B-1"), ("T1", "B-1", "S1:B-1"), ("T2", "B-1", "B-1"), ("A1", "B-1", "B-1"),
            ("A1", "S1:B-1", "S1:B-1"), ("C2", "S2:B-1", "B-1"),
        })
        {
            Assert.Equal(identity, (await book.GetAsync(party, $"batches/{name}")).Reply.MustBe(200).Json.Text("batch"));
        }

        Assert.Equal("C1:PO-1", (await book.GetAsync("S1", "orders/PO-1")).Reply.MustBe(200).Json.Text("order"));
        Assert.Equal("PO-1", (await book.GetAsync("S2", "orders/PO-1")).Reply.MustBe(200).Json.Text("order"));
        Assert.Equal("S1:SA-1", (await book.GetAsync("C1", "agreements/SA-1")).Reply.MustBe(200).Json.Text("agreement"));
        var progress = await book.GetWhenAsync("C1", "agreements/SA-1/progress", p => p.List("lines")[0].Number("accepted") == 1);
        Assert.Equal("S1:SA-1", progress.Json.Text("agreement"));
        const string Figure = "explain?figure=progress&line=1&metric=accepted&agreement=";
        foreach (var (party, name, line) in new[] { ("S1", "SA-1", "S1:SA-1/1"), ("S2", "S1:SA-1", "S1:SA-1/1"), ("S2", "SA-1", "SA-1/1") })
        {
            Assert.Equal(line, (await book.GetAsync(party, Figure + name)).Reply.MustBe(200).Json.List("entries")[0].Text("line"));
        }

        (await book.GetAsync("A1", "batches/S3:B-1")).Reply.MustRefuse(404, "unknown-batch");
        (await book.GetAsync("A1", "batches/C1:B-1")).Reply.MustRefuse(404, "unknown-batch");
    }

    /// <summary>Accounts, steps and streams hold identities: the verifier folds the same views from them.</summary>
    [Fact]
    public async Task The_bundle_of_such_a_book_is_verified()
    {
        var deal = await SealedDeal.OpenAsync(host);
        var book = new Partners(deal.Book, host.Client, "live");
        foreach (var (letter, role) in new[] { ("S", "supplier"), ("C", "customer"), ("T", "carrier"), ("I", "integrator") })
        {
            await deal.Book.MustPostAsync("parties", new { party = $"{letter}1", name = "x", roles = new[] { role } });
            await deal.Book.MustPostAsync("parties", new { party = $"{letter}2", name = "x", roles = new[] { role } });
        }

        foreach (var (side, prefix, product) in new[] { ("2", "", "two:B900"), ("1", "1", "one:A100") })
        {
            await book.MustPostAsync($"S{side}", "products", new { product, name = "x", family = "gpu" });
            await PlayAsync(book, side, prefix, product);
            await book.GetWhenAsync($"C{side}", "orders/PO-1", o => o.List("lines")[0].Number("credited") == 1);
        }

        await FirstDeal.SettledAsync(deal.Book);
        await deal.SealAsync();
        (await deal.VerifyAsync()).MustHold();
    }

    /// <summary>A ledger of an earlier build did not note who gave a number: that is who recorded the document.</summary>
    [Fact]
    public async Task A_number_of_an_earlier_build_belongs_to_who_recorded_it()
    {
        var cluster = await LedgerHost.ClusterAsync();
        var name = $"own_{Guid.NewGuid():N}";
        var connection = await cluster.CreateDatabaseAsync(name);
        TestBook book;
        var (batch, serials) = (new { batch = "B-1", product = "two:B900", site = TestBook.Factory, serials = new[] { "T1" } }, new[] { "G1" });
        await using (var before = await LedgerHost.StartOnAsync(connection))
        {
            book = await TestBook.OpenAsync(client: LedgerHost.OperatorOf(before));
            await book.MustPostAsync("parties", new { party = "S2", name = "x", roles = new[] { "supplier" } });
            await book.OrderAsync(10);
            await book.RegisterAsync("B-1", serials);
            await book.MustPostAsync("batches/ship", book.Shipment("B-1"));
            await using var owner = Npgsql.NpgsqlDataSource.Create(connection);
            await using var old = owner.CreateCommand(
                "alter table ledger.number_in_use drop column said, drop column giver; delete from ledger.number_in_use where kind = 'maker'; "
                + "drop function ledger.claim_number");
            await old.ExecuteNonQueryAsync();
        }

        await using (var after = await LedgerHost.StartOnAsync(connection))
        {
            book = book.Through(LedgerHost.OperatorOf(after));
            var partners = new Partners(book, LedgerHost.OperatorOf(after), "live");
            await partners.MustPostAsync("S2", "products", new { product = "two:B900", name = "x", family = "gpu" });
            Assert.Equal("batch/S2:B-1", (await partners.PostAsync("S2", "batches", batch)).Reply.MustBe(201).Json.Text("stream"));
            Assert.Equal("B-1", (await partners.GetAsync("SUP", "batches/SUP:B-1")).Reply.MustBe(200).Json.Text("batch"));
            var again = await partners.PostAsync("SUP", "batches", new { batch = "B-1", product = TestBook.Gpu, site = TestBook.Factory, serials });
            Assert.True(again.Reply.MustBe(200).Json.GetProperty("alreadyRecorded").GetBoolean());
            (await partners.PostAsync("SUP", "batches/ship", book.Shipment("B-1", advice: "asn-B-1"))).Reply.MustRefuse(409, "already-shipped");
            (await partners.PostAsync("CUS", "batches/receive", new { batch = "B-1", receipt = "RC-1" })).Reply.MustBe(200);
        }

        await cluster.DropDatabaseAsync(name);
    }

    /// <summary>A supplier that is asked has part in the return, before anything is sent.</summary>
    [Fact]
    public async Task A_return_is_also_of_the_supplier_that_is_asked_for_it()
    {
        var book = await Two_of_each.DeliveredAsync();
        foreach (var (customer, product) in new[] { ("C2", Two_of_each.Other), ("C1", TestBook.Gpu) })
        {
            await book.MustPostAsync(customer, "returns/request", new
            {
                @return = "RT-1",
                site = TestBook.DataCentre,
                product,
                serials = new[] { $"{customer}-1" },
                reason = "dead",
            });
        }

        await book.MustPostAsync("S1", "returns/authorise", new { @return = "RT-1", rma = "RMA-1", to = TestBook.Factory });
        await book.MustPostAsync("S2", "returns/refuse", new { @return = "C2:RT-1", reason = "too late" });
        foreach (var (party, name, identity, state) in new[]
        {
            ("C1", "RT-1", "C1:RT-1", "authorised"), ("S1", "RT-1", "C1:RT-1", "authorised"), ("S2", "RT-1", "RT-1", "refused"),
            ("A1", "C1:RT-1", "C1:RT-1", "authorised"), ("A1", "C2:RT-1", "RT-1", "refused"),
        })
        {
            var read = (await book.GetAsync(party, $"returns/{name}")).Reply.MustBe(200).Json;
            Assert.Equal((identity, state), (read.Text("return"), read.Text("state")));
        }

        (await book.PostAsync("S2", "returns/receive", new { @return = "C1:RT-1", receipt = "RR-1" })).Reply.MustRefuse(403, "not-your-own");
        (await book.PostAsync("S1", "returns/receive", new { @return = "C1:RT-1", receipt = "RR-1" })).Reply.MustRefuse(409, "not-sent");
    }

    /// <summary>A stranger's offer of the same number, which the customer does not sign, takes nothing from its agreement.</summary>
    [Fact]
    public async Task An_agreement_that_was_offered_and_rejected_is_none_of_the_customers()
    {
        var book = await Two_of_each.OpenAsync(signatures: "both");
        await book.MustPostAsync("S2", "agreements", Agreement("S2", "C1", Two_of_each.Other));
        var ours = (await book.PostAsync("C1", "agreements", Agreement("S1", "C1", TestBook.Gpu))).Reply.MustBe(201).Json;
        Assert.Equal("proposals/C1:SA-1", ours.Text("stream"));
        await book.MustPostAsync("C1", "agreements/proposals/reject", new { agreement = "S2:SA-1", proposal = 1, by = "C1", reason = "no deal" });
        await book.MustPostAsync("S1", "agreements/proposals/accept", new { agreement = "SA-1", proposal = 1, by = "S1" });
        Assert.Equal("S1", (await book.GetAsync("C1", "agreements/SA-1")).Reply.MustBe(200).Json.Text("supplier"));

        static object Agreement(string supplier, string customer, string product) => new
        {
            agreement = "SA-1",
            supplier,
            customer,
            lines = new[] { new { line = 1, product, quantity = 10, from = "2026-01-01", until = "2027-12-31" } },
        };
    }

    [Fact]
    public async Task A_customer_of_both_is_asked_which_it_means()
    {
        var book = await Two_of_each.OpenAsync();
        foreach (var (supplier, product) in new[] { ("S1", TestBook.Gpu), ("S2", Two_of_each.Other) })
        {
            await OrderAsync(book, supplier, "C1", $"SA-{supplier}", $"PO-{supplier}", product);
            await book.MustPostAsync(supplier, "batches", Batch("B-1", product, $"{supplier}-1"));
            await book.MustPostAsync(supplier, "batches/ship", Shipment("B-1", $"PO-{supplier}", "T1"));
        }

        foreach (var (party, route, body) in new[]
        {
            ("C1", "batches/receive", (object)new { batch = "B-1", receipt = "RC-1" }),
            ("T1", "batches/transport", new { batch = "B-1", report = "TR-1", status = "departed" }),
        })
        {
            Assert.Equal(
                "2 documents of this kind have the number B-1. Name one of S1:B-1, S2:B-1.",
                (await book.PostAsync(party, route, body)).Reply.MustRefuse(409, "ambiguous-number").Json.Text("detail"));
        }

        (await book.GetAsync("C1", "batches/B-1")).Reply.MustRefuse(409, "ambiguous-number");
        (await book.PostAsync("C1", "batches/receive", new { batch = "S1:B-1", receipt = "RC-1" })).Reply.MustBe(200);
        (await book.PostAsync("C1", "batches/receive", new { batch = "S2:B-1", receipt = "RC-2" })).Reply.MustBe(200);
        (await book.PostAsync("S2", "batches/void", new { batch = "B-1", reason = "x" })).Reply.MustRefuse(409, "shipment-has-receipts");
    }

    /// <summary>P2 holds whatever others do meanwhile: the same document has one effect, and the same request one answer.</summary>
    [Fact]
    public async Task What_was_told_before_the_number_was_given_twice_is_recorded_once()
    {
        var book = await Two_of_each.OpenAsync();
        await OrderAsync(book, "S1", "C1", "SA-S1", "PO-S1", TestBook.Gpu);
        await OrderAsync(book, "S2", "C1", "SA-S2", "PO-S2", Two_of_each.Other);
        await book.MustPostAsync("S1", "batches", Batch("B-1", TestBook.Gpu, "1"));
        await book.MustPostAsync("S1", "batches/ship", Shipment("B-1", "PO-S1", "T1"));
        var (receipt, key) = (new { batch = "B-1", receipt = "RC-1" }, Guid.NewGuid().ToString());
        var first = (await book.PostAsync("C1", "batches/receive", receipt, key)).Reply.MustBe(200).Json;
        await book.MustPostAsync("S2", "batches", Batch("B-1", Two_of_each.Other, "2"));
        await book.MustPostAsync("S2", "batches/ship", Shipment("B-1", "PO-S2", "T1"));

        Assert.Equal("true", (await book.PostAsync("C1", "batches/receive", receipt, key)).Replayed);
        var again = (await book.PostAsync("C1", "batches/receive", receipt)).Reply.MustBe(200).Json;
        Assert.True(again.GetProperty("alreadyRecorded").GetBoolean());
        Assert.Equal(first.Number("position"), again.Number("position"));
        (await book.PostAsync("C1", "batches/receive", new { batch = "B-1", receipt = "RC-2" })).Reply.MustRefuse(409, "ambiguous-number");

        // A giver's own document is recognised too, and another one under its number is refused as ever.
        var same = (await book.PostAsync("S2", "batches", Batch("B-1", Two_of_each.Other, "2"))).Reply.MustBe(200);
        Assert.True(same.Json.GetProperty("alreadyRecorded").GetBoolean());
        (await book.PostAsync("S2", "batches", Batch("B-1", Two_of_each.Other, "3"))).Reply.MustRefuse(409, "already-recorded");
        (await book.PostAsync("S2", "batches", Batch("b-1", Two_of_each.Other, "3"))).Reply.MustRefuse(409, "differs-in-case");
        Assert.Equal(
            ["/batch bad-format"],
            (await book.PostAsync("S2", "batches", Batch("S2:B-9", Two_of_each.Other, "3"))).Reply.MustRefuse(400, "invalid-command").Errors());
    }

    [Fact]
    public async Task Of_parties_that_give_a_number_at_once_each_has_its_own()
    {
        var book = await Two_of_each.OpenAsync();
        foreach (var number in Enumerable.Range(1, 8).Select(i => $"B-{i}"))
        {
            var both = await Task.WhenAll(
                book.PostAsync("S1", "batches", Batch(number, TestBook.Gpu, $"1-{number}")),
                book.PostAsync("S2", "batches", Batch(number, Two_of_each.Other, $"2-{number}")));
            var streams = both.Select(told => told.Reply.MustBe(201).Json.Text("stream")).Order(StringComparer.Ordinal).ToArray();
            Assert.Contains($"batch/{number}", streams);
            Assert.Single(streams, stream => stream is var s && (s == $"batch/S1:{number}" || s == $"batch/S2:{number}"));
        }
    }

    /// <returns>The streams that were recorded in.</returns>
    private static async Task<List<string>> PlayAsync(Partners book, string side, string prefix, string product)
    {
        var (supplier, customer, carrier, integrator) = ($"S{side}", $"C{side}", $"T{side}", $"I{side}");
        var (streams, serials) = (new List<string>(), new[] { $"U{prefix}-1", $"U{prefix}-2" });
        streams.AddRange(await OrderAsync(book, supplier, customer, "SA-1", "PO-1", product));
        await PostAsync(supplier, "batches", Batch("B-1", product, serials));
        await PostAsync(supplier, "batches/ship", Shipment("B-1", "PO-1", carrier));
        await book.MustPostAsync(carrier, "batches/transport", new { batch = "B-1", report = "TR-1", status = "departed" });
        await PostAsync(customer, "batches/receive", new { batch = "B-1", receipt = "RC-1" });
        var site = TestBook.DataCentre;
        await PostAsync(customer, "units/accept", new { inspection = "I-1", site, product, serials = serials[..1] });
        (await book.PostAsync(integrator, "rack-models", Model(product))).Reply.MustBe(201);
        await PostAsync(integrator, "racks", new { rack = "R-1", model = $"M-{product[^4..]}", site });
        await PostAsync(integrator, "racks/install", new { rack = "R-1", units = new[] { new { product, serials = serials[..1] } } });
        await PostAsync(customer, "units/reject", new { inspection = "I-2", site, product, serials = serials[1..], reason = "dead" });
        await PostAsync(customer, "units/return", new { @return = "RMA-1", site, product, serials = serials[1..], to = TestBook.Factory, reason = "dead" });
        await book.MustPostAsync(supplier, "returns/credit", new { credit = "CR-1", @return = "RMA-1", reason = "agreed" });
        return streams;

        async Task PostAsync(string party, string route, object body) =>
            streams.Add(MustBeTaken((await book.PostAsync(party, route, body)).Reply).Json.Text("stream"));
    }

    private static async Task<string[]> OrderAsync(Partners book, string supplier, string customer, string agreement, string order, string product)
    {
        var lines = new[] { new { line = 1, product, quantity = 100, from = "2026-01-01", until = "2027-12-31" } };
        var signed = (await book.PostAsync(supplier, "agreements", new { agreement, supplier, customer, lines })).Reply.MustBe(201).Json.Text("stream");
        var ordered = new[] { new { line = 1, agreementLine = 1, product, quantity = 10, requestedDelivery = "2026-12-01" } };
        var placed = (await book.PostAsync(customer, "orders", new { order, agreement, shipTo = TestBook.DataCentre, lines = ordered })).Reply.MustBe(201);
        await book.GetWhenAsync(customer, $"orders/{order}", o => o.Text("state") == "confirmed");
        return [signed, placed.Json.Text("stream")];
    }

    private static Reply MustBeTaken(Reply reply)
    {
        Assert.True((int)reply.Status is 200 or 201, reply.Text);
        return reply;
    }

    private static object Model(string product) => new
    {
        model = $"M-{product[^4..]}",
        name = "Small",
        illustrative = true,
        parts = new[] { new { product, count = 2 } },
    };

    private static object Batch(string batch, string product, params string[] serials) => new { batch, product, site = TestBook.Factory, serials };

    private static object Shipment(string batch, string order, string carrier) =>
        new { batch, order, orderLine = 1, to = TestBook.DataCentre, carrier, despatchAdvice = "ASN-1" };
}
