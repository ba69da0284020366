namespace Ledger.Http.Tests.Ownership;

/// <summary>
/// A book with two suppliers, two customers, two carriers and two integrators, in which S1 delivers to C1 with T1 and I1 builds; the others may do as much in
/// general.
/// </summary>
public sealed class Two_of_each
{
    /// <summary>A product that S2 makes.</summary>
    internal const string Other = "beta:B900";

    private static readonly (string Party, string Role)[] Parties =
    [
        ("S1", "supplier"), ("S2", "supplier"), ("C1", "customer"), ("C2", "customer"), ("T1", "carrier"), ("T2", "carrier"), ("I1", "integrator"),
        ("I2", "integrator"), ("A1", "auditor"),
    ];

    [Fact]
    public async Task Each_step_is_refused_to_the_other_party_of_the_role_and_taken_from_its_own()
    {
        var book = await OpenAsync();
        var gpus = book.Book.Serials("G", 3);
        var deal =
            new
            {
                agreement = "SA-1",
                supplier = "S1",
                customer = "C1",
                lines =
            new[] { new { line = 1, product = TestBook.Gpu, quantity = 100, from = "2026-01-01", until = "2027-12-31" } },
                milestones = Milestones
            };
        await OnlyAsync(book, ["S2", "C2"], "S1", "agreements", deal);
        await OnlyAsync(
            book, ["S2", "C2"], "C1", "agreements/amend",
            new
            {
                agreement = "SA-1",
                amendment = "A-1",
                reason = "more",
                lines = new[] { new { line = 1, product = TestBook.Gpu, quantity = 200, from = "2026-01-01", until = "2027-12-31" } }
            });
        await OnlyAsync(
            book, ["C2"], "C1", "agreements/substitutions", new { agreement = "SA-1", line = 1, from = TestBook.Gpu, to = TestBook.Cpu, ratio = "2" });
        await OnlyAsync(book, ["C2"], "C1", "agreements/milestones/waive", new { agreement = "SA-1", milestone = "M-1", by = "C1", reason = "not needed" });

        await OnlyAsync(
            book, ["C2"], "C1", "orders",
            new
            {
                order = "PO-1",
                agreement = "SA-1",
                shipTo = TestBook.DataCentre,
                lines = new[] { new { line = 1, agreementLine = 1, product = TestBook.Gpu, quantity = 10, requestedDelivery = "2026-12-01" } }
            });
        await book.GetWhenAsync("C1", "orders/PO-1", o => o.Text("state") == "confirmed");
        await OnlyAsync(
            book, ["S2"], "S1", "orders/acknowledge", new { order = "PO-1", acknowledgement = "K-1", lines = new[] { new { line = 1, status = "accepted" } } });
        await OnlyAsync(book, ["C2"], "C1", "orders/change", new { order = "PO-1", change = "CH-1", lines = new[] { new { line = 1, quantity = 9 } } });

        await book.MustPostAsync("S1", "batches", new { batch = "B-1", product = TestBook.Gpu, site = TestBook.Factory, serials = gpus });
        var foreign = new { batch = "B-2", product = TestBook.Gpu, site = TestBook.Factory, serials = book.Book.Serials("H", 1) };
        await RefusedAsync(book, "S2", "batches", foreign);
        await OnlyAsync(book, ["S2"], "S1", "products/resellers", new { product = TestBook.Gpu, reseller = "S2" });
        await book.MustPostAsync("S2", "batches", foreign);
        await OnlyAsync(book, ["S2"], "S1", "products/resellers/dismiss", new { product = TestBook.Gpu, reseller = "S2", reason = "over" });
        await RefusedAsync(book, "S2", "batches", foreign with { batch = "B-3" });
        var shipment = new { batch = "B-1", order = "PO-1", orderLine = 1, to = TestBook.DataCentre, carrier = "T1", despatchAdvice = "ASN-1" };
        await RefusedAsync(book, "S2", "batches/ship", shipment with { batch = "B-2", despatchAdvice = "ASN-2" });
        await OnlyAsync(book, ["S2"], "S1", "batches/ship", shipment);
        await OnlyAsync(book, ["S2"], "S1", "batches/void", new { batch = "B-1", reason = "not loaded" });
        await book.MustPostAsync("S1", "batches/ship", shipment with { despatchAdvice = "ASN-3" });
        await OnlyAsync(book, ["T2"], "T1", "batches/transport", new { batch = "B-1", report = "TR-1", status = "departed" });

        (await book.PostAsync(
            "C1", "batches/receive", new { batch = "B-1", receipt = "RC-0", serials = gpus.Concat(book.Book.Serials("H", 1)) }))
            .Reply.MustRefuse(409, "unit-elsewhere");
        await OnlyAsync(book, ["C2"], "C1", "batches/receive", new { batch = "B-1", receipt = "RC-1" });
        await book.GetWhenAsync("C1", "agreements/SA-1", a => a.GetProperty("milestones").EnumerateArray().Count(m => m.Text("state") == "reached") == 2);
        await OnlyAsync(book, ["C2"], "C1", "agreements/milestones/confirm", new { agreement = "SA-1", milestone = "M-2", by = "C1" });
        await OnlyAsync(book, ["C2"], "C1", "agreements/milestones/dispute", new { agreement = "SA-1", milestone = "M-3", by = "C1", reason = "one is dead" });
        await OnlyAsync(book, ["C2"], "C1", "units/reject", Deals.Rejection("I-1", gpus[..1]));
        await OnlyAsync(book, ["C2"], "C1", "units/accept", Deals.Inspection("I-2", gpus[1..]));
        await OnlyAsync(
            book, ["C2"], "C1", "units/return",
            new { @return = "RMA-1", site = TestBook.DataCentre, product = TestBook.Gpu, serials = gpus[..1], to = TestBook.Factory, reason = "dead" });

        await OnlyAsync(book, ["C2"], "C1", "integrators/appoint", new { integrator = "I1", order = "PO-1" });
        await book.MustPostAsync("C1", "integrators/dismiss", new { integrator = "I1", order = "PO-1", reason = "over" });
        await book.MustPostAsync(
            "I1", "rack-models", new { model = "M-1", name = "Small", illustrative = true, parts = new[] { new { family = "gpu", count = 2 } } });
        await book.MustPostAsync("I1", "racks", new { rack = "R-1", model = "M-1", site = TestBook.DataCentre });
        await OnlyAsync(book, ["I2"], "I1", "racks/install", Deals.Installation("R-1", gpus[1..]));
        await OnlyAsync(book, ["I2"], "I1", "racks/power-on", new { rack = "R-1" });
        await OnlyAsync(book, ["I2"], "I1", "racks/tests", new { rack = "R-1", test = "T-1", procedure = "burn-in", outcome = "passed" });
        await OnlyAsync(book, ["I2"], "I1", "racks/commission", new { rack = "R-1" });
        await book.MustPostAsync("C1", "racks/accept", new { rack = "R-1" });
        await OnlyAsync(
            book, ["I2"], "I1", "racks/remove", new { rack = "R-1", product = TestBook.Gpu, serial = gpus[1], condition = "quarantined", reason = "worn" });
        await OnlyAsync(book, ["I2"], "I1", "racks/decommission", new { rack = "R-1", condition = "retired", reason = "end of life" });

        await OnlyAsync(book, ["C2"], "C1", "orders/cancel-line", new { order = "PO-1", line = 1, reason = "enough" });
        await OnlyAsync(book, ["S2", "C2"], "S1", "agreements/close", new { agreement = "SA-1", reason = "done" });
    }

    [Fact]
    public async Task What_came_along_unadvised_is_for_whoever_received_it()
    {
        var book = await OpenAsync();
        var (advised, surplus) = (book.Book.Serials("G", 1), book.Book.Serials("H", 1));
        await book.MustPostAsync("S1", "agreements", new
        {
            agreement = "SA-1",
            supplier = "S1",
            customer = "C1",
            lines = new[] { new { line = 1, product = TestBook.Gpu, quantity = 100, from = "2026-01-01", until = "2027-12-31" } },
        });
        var ordered = new[] { new { line = 1, agreementLine = 1, product = TestBook.Gpu, quantity = 10, requestedDelivery = "2026-12-01" } };
        await book.MustPostAsync("C1", "orders", new { order = "PO-1", agreement = "SA-1", shipTo = TestBook.DataCentre, lines = ordered });
        await book.GetWhenAsync("C1", "orders/PO-1", o => o.Text("state") == "confirmed");
        await book.MustPostAsync("S1", "batches", new { batch = "B-1", product = TestBook.Gpu, site = TestBook.Factory, serials = advised });
        await book.MustPostAsync("S1", "batches", new { batch = "B-2", product = TestBook.Gpu, site = TestBook.Factory, serials = surplus });
        await book.MustPostAsync(
            "S1", "batches/ship", new { batch = "B-1", order = "PO-1", orderLine = 1, to = TestBook.DataCentre, carrier = "T1", despatchAdvice = "ASN-1" });
        await book.MustPostAsync("C1", "batches/receive", new { batch = "B-1", receipt = "RC-1", serials = (string[])[.. advised, .. surplus] });

        var count = new { count = "CT-1", site = TestBook.DataCentre, product = TestBook.Gpu, missing = surplus, found = Array.Empty<string>() };
        await OnlyAsync(book, ["C2", "S1"], "C1", "stock/count", count);
        await OnlyAsync(book, ["C2", "S1"], "C1", "stock/count", count with { count = "CT-2", missing = [], found = surplus });
        await OnlyAsync(
            book, ["S2"], "S1", "batches/attribute",
            new { attribution = "AT-1", batch = "B-1", product = TestBook.Gpu, serials = surplus, order = "PO-1", orderLine = 1 });
        await OnlyAsync(book, ["C2"], "C1", "units/accept", Deals.Inspection("I-1", surplus));
        await OnlyAsync(book, ["C2"], "C1", "units/reject", Deals.Rejection("I-2", surplus));
    }

    /// <summary>Under the same number other parties may have proposed something before.</summary>
    [Fact]
    public async Task A_proposal_is_between_its_two_parties()
    {
        var book = await OpenAsync("both");
        await book.MustPostAsync("S2", "agreements", Priced("S2", "C2"));
        foreach (var (party, route) in new[] { ("C1", "accept"), ("S1", "accept"), ("C1", "reject"), ("S1", "withdraw") })
        {
            var answer = new { agreement = "SA-9", proposal = 1, by = party, reason = "x" };
            await RefusedAsync(book, party, $"agreements/proposals/{route}", route == "accept" ? new { agreement = "SA-9", proposal = 1, by = party } : answer);
        }

        await book.MustPostAsync("C2", "agreements/proposals/reject", new { agreement = "SA-9", proposal = 1, by = "C2", reason = "no" });
        await book.MustPostAsync("S1", "agreements", Priced("S1", "C1"));
        // Each number is its giver's: to S1 and C1, SA-9 is theirs.
        foreach (var (party, agreement, status) in new[]
        {
            ("S1", "SA-9", "disclosed"), ("C1", "SA-9", "disclosed"), ("S2", "SA-9", "erased"), ("S2", "S1:SA-9", "undisclosed"),
            ("C2", "S1:SA-9", "undisclosed"), ("C1", "S2:SA-9", "erased"),
        })
        {
            var proposals = (await book.GetAsync(party, $"agreements/{agreement}/proposals")).Reply.MustBe(200).Json.List("proposals");
            Assert.Equal([status], proposals.Select(p => p.List("confidentialTerms")[0].Text("status")));
        }

        static object Priced(string supplier, string customer) => new
        {
            agreement = "SA-9",
            supplier,
            customer,
            lines = new[] { new { line = 1, product = TestBook.Gpu, quantity = 100, from = "2026-01-01", until = "2027-12-31" } },
            confidentialTerms = new[] { new { term = "unitPrice", @class = "price", value = $"7.{supplier[1]}0", line = 1 } },
        };
    }

    private static object[] Milestones => [Milestone("M-1", 10), Milestone("M-2", 2), Milestone("M-3", 3)];

    private static object Milestone(string milestone, int quantity) =>
        new { milestone, name = $"First {quantity}", metric = "received", product = TestBook.Gpu, quantity, dueOn = "2027-06-30" };

    private static async Task OnlyAsync(Partners book, string[] others, string own, string route, object body)
    {
        foreach (var other in others)
        {
            await RefusedAsync(book, other, route, body);
        }

        await book.MustPostAsync(own, route, body);
    }

    private static async Task RefusedAsync(Partners book, string party, string route, object body) =>
        Assert.DoesNotContain(party, (await book.PostAsync(party, route, body)).Reply.MustRefuse(403, "not-your-own").Json.Text("detail").Split(" may ")[0]);

    /// <summary>Two units of each customer are accepted at the data centre.</summary>
    internal static async Task<Partners> DeliveredAsync(string appointments = "optional")
    {
        var book = await OpenAsync(appointments: appointments);
        foreach (var (side, product) in new[] { ("1", TestBook.Gpu), ("2", Other) })
        {
            var (supplier, customer, units) = ($"S{side}", $"C{side}", new[] { $"C{side}-1", $"C{side}-2" });
            var lines = new[] { new { line = 1, product, quantity = 10, from = "2026-01-01", until = "2027-12-31" } };
            await book.MustPostAsync(supplier, "agreements", new { agreement = $"SA-{customer}", supplier, customer, lines });
            var ordered = new[] { new { line = 1, agreementLine = 1, product, quantity = 2, requestedDelivery = "2026-12-01" } };
            await book.MustPostAsync(
                customer, "orders", new { order = $"PO-{customer}", agreement = $"SA-{customer}", shipTo = TestBook.DataCentre, lines = ordered });
            await book.GetWhenAsync(customer, $"orders/PO-{customer}", o => o.Text("state") == "confirmed");
            await book.MustPostAsync(supplier, "batches", new { batch = $"B-{side}", product, site = TestBook.Factory, serials = units });
            await book.MustPostAsync(
                supplier, "batches/ship",
                new { batch = $"B-{side}", order = $"PO-{customer}", orderLine = 1, to = TestBook.DataCentre, carrier = "T1", despatchAdvice = $"A-{side}" });
            await book.MustPostAsync(customer, "batches/receive", new { batch = $"B-{side}", receipt = $"R-{side}" });
            await book.MustPostAsync(
                customer, "units/accept", new { inspection = $"Q-{side}", site = TestBook.DataCentre, product, serials = units });
        }

        await book.MustPostAsync(
            "I2", "rack-models", new { model = "M-1", name = "Small", illustrative = true, parts = new[] { new { family = "gpu", count = 2 } } });
        return book;
    }

    internal static async Task<Partners> OpenAsync(string signatures = "one", string appointments = "optional")
    {
        var book = await TestBook.UnopenedAsync();
        var parties = Parties.Select(p => new { party = p.Party, name = p.Party, roles = new[] { p.Role } });
        (await book.PostAsync("open", new { name = "A book of many", purpose = "live", signatures, appointments, parties })).MustBe(201);
        var partners = await Partners.OfAsync(book, "live");
        await partners.MustPostAsync("S1", "products", new { product = TestBook.Gpu, name = "GPU", family = "gpu" });
        await partners.MustPostAsync("S1", "products", new { product = TestBook.Cpu, name = "CPU", family = "cpu" });
        await partners.MustPostAsync("S2", "products", new { product = Other, name = "Another GPU", family = "gpu" });
        await partners.MustPostAsync("S1", "sites", new { site = TestBook.Factory, name = "Factory", kind = "factory" });
        await partners.MustPostAsync("C1", "sites", new { site = TestBook.DataCentre, name = "Data centre", kind = "dataCentre" });
        return partners;
    }
}
