namespace Ledger.Http.Tests.Ownership;

/// <summary>
/// An integrator plans, fills and retires racks where a customer appointed it. Method: a book that asks for appointments, in which C1 and C2 each have units at
/// one data centre, and I1 builds for C1.
/// </summary>
public sealed class Integrators_are_appointed
{
    private const string Code = "integrator-not-appointed";

    [Fact]
    public async Task For_a_site_by_the_customer_whose_the_units_are()
    {
        var book = await Two_of_each.DeliveredAsync(appointments: "required");
        await RefusedAsync(book, "I1", "racks", Rack("R-1"), "You are not appointed for site PDX1");
        await book.MustPostAsync("C1", "integrators/appoint", new { integrator = "I1", site = TestBook.DataCentre });
        (await book.PostAsync("C1", "integrators/appoint", new { integrator = "I1", site = TestBook.DataCentre })).Reply.MustRefuse(409, "already-appointed");
        await book.MustPostAsync("I1", "racks", Rack("R-1"));
        await RefusedAsync(book, "I2", "racks", Rack("R-2"), "You are not appointed");
        await RefusedAsync(book, "I1", "racks/install", Units("R-1", Two_of_each.Other, "C2-1"), "C2 has not appointed you for its units at site PDX1");
        await book.MustPostAsync("I1", "racks/install", Units("R-1", TestBook.Gpu, "C1-1"));

        // The end of the appointment is the end of the work; the plan stays recorded, and is recognised.
        await book.MustPostAsync("C1", "integrators/dismiss", new { integrator = "I1", site = TestBook.DataCentre, reason = "over" });
        (await book.PostAsync("C1", "integrators/dismiss", new { integrator = "I1", site = TestBook.DataCentre, reason = "over" }))
            .Reply.MustRefuse(409, "not-appointed");
        (await book.PostAsync("I1", "racks", Rack("R-1"))).Reply.MustBe(200);
        foreach (var (route, body) in new[]
        {
            ("racks/install", Units("R-1", TestBook.Gpu, "C1-2")),
            ("racks/replace", new
            {
                rack = "R-1", oldProduct = TestBook.Gpu, old = "C1-1", newProduct = TestBook.Gpu, @new = "C1-2", reason = "worn",
            }),
            ("racks/remove", new { rack = "R-1", product = TestBook.Gpu, serial = "C1-1", condition = "accepted", reason = "worn" }),
            ("racks/decommission", new { rack = "R-1", condition = "retired", reason = "end" }),
        })
        {
            await RefusedAsync(book, "I1", route, body, "It does so with AppointIntegrator");
        }

        await book.MustPostAsync("C1", "integrators/appoint", new { integrator = "I1", site = TestBook.DataCentre });
        await book.MustPostAsync("I1", "racks/decommission", new { rack = "R-1", condition = "retired", reason = "end" });
        var units = new[] { new { product = TestBook.Gpu, serials = new[] { "C1-1" } } };
        await book.MustPostAsync("I1", "racks/restore", new { rack = "R-1", units, reason = "good" });
    }

    [Fact]
    public async Task And_see_where_and_by_whom()
    {
        var book = await Two_of_each.DeliveredAsync(appointments: "required");
        await book.MustPostAsync("C1", "integrators/appoint", new { integrator = "I1", site = TestBook.DataCentre });
        await book.MustPostAsync("C1", "integrators/appoint", new { integrator = "I1", order = "PO-C1" });
        await book.MustPostAsync("C2", "integrators/appoint", new { integrator = "I1", order = "PO-C2" });
        Assert.Equal(["C1 PDX1 ", "C1 PDX1 PO-C1", "C2 PDX1 PO-C2"], await AppointmentsAsync("I1"));
        await book.MustPostAsync("C1", "integrators/dismiss", new { integrator = "I1", site = TestBook.DataCentre, reason = "over" });
        Assert.Equal(["C1 PDX1 PO-C1", "C2 PDX1 PO-C2"], await AppointmentsAsync("I1"));
        Assert.Empty(await AppointmentsAsync("I2"));
        (await book.GetAsync("I1", "integrators/C1/appointments")).Reply.MustRefuse(404, "unknown-party");

        async Task<IEnumerable<string>> AppointmentsAsync(string integrator) =>
            (await book.GetAsync("C2", $"integrators/{integrator}/appointments")).Reply.MustBe(200).Json.List("items")
                .Select(a => $"{a.Text("by")} {a.Text("site")} {a.TextOrNull("order")}");
    }

    /// <summary>Nobody else could withdraw it.</summary>
    [Fact]
    public async Task But_not_for_a_rack_of_their_own_that_is_empty()
    {
        var book = await Two_of_each.DeliveredAsync(appointments: "required");
        await book.MustPostAsync("C1", "integrators/appoint", new { integrator = "I1", site = TestBook.DataCentre });
        await book.MustPostAsync("I1", "racks", Rack("R-1"));
        await book.MustPostAsync("C1", "integrators/dismiss", new { integrator = "I1", site = TestBook.DataCentre, reason = "over" });
        await book.MustPostAsync("I1", "racks/decommission", new { rack = "R-1", condition = "retired", reason = "planned by mistake" });
    }

    [Fact]
    public async Task For_an_order_by_its_customer()
    {
        var book = await Two_of_each.DeliveredAsync(appointments: "required");
        (await book.PostAsync("C2", "integrators/appoint", new { integrator = "I1", order = "PO-C1" })).Reply.MustRefuse(403, "not-your-own");
        (await book.PostAsync("C1", "integrators/appoint", new { integrator = "I1", order = "PO-9" })).Reply.MustRefuse(404, "unknown-order");
        (await book.PostAsync("C1", "integrators/appoint", new { integrator = "T1", order = "PO-C1" })).Reply.MustRefuse(409, "no-integrator");
        Assert.Equal(
            ["/ site-or-order"],
            (await book.PostAsync("C1", "integrators/appoint", new { integrator = "I1" })).Reply.MustRefuse(400, "invalid-command").Errors()
                .Select(error => error.StartsWith('/') ? error : $"/{error}"));
        await book.MustPostAsync("C1", "integrators/appoint", new { integrator = "I1", order = "PO-C1" });
        await book.MustPostAsync("I1", "racks", Rack("R-1"));
        await book.MustPostAsync("I1", "racks/install", Units("R-1", TestBook.Gpu, "C1-1"));
        await RefusedAsync(book, "I1", "racks/install", Units("R-1", Two_of_each.Other, "C2-1"), "C2 has not appointed you");
        await RefusedAsync(book, "I1", "racks", new { rack = "R-2", model = "M-1", site = TestBook.Factory }, "You are not appointed for site FAB1");
    }

    private static object Rack(string rack) => new { rack, model = "M-1", site = TestBook.DataCentre };

    private static object Units(string rack, string product, params string[] serials) => new { rack, units = new[] { new { product, serials } } };

    private static async Task RefusedAsync(Partners book, string party, string route, object body, string words) =>
        Assert.Contains(words, (await book.PostAsync(party, route, body)).Reply.MustRefuse(403, Code).Json.Text("detail"), StringComparison.Ordinal);
}
