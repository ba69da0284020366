using Ledger.Agreements;
using Ledger.Agreements.Agreements;
using Ledger.Agreements.Books;
using Ledger.Contracts.Ports;
using Ledger.Kernel;

namespace Ledger.Decisions.Tests.Agreements;

public class Books_are_opened
{
    private static readonly BookParty Supplier = new("NV", "Supplier", ["supplier"]);
    private static readonly BookOpened Opened =
        new("nv-cloud", "Supply", BookPurpose.Live, [Supplier], Deal.Signing, EarlyDaysMax: 30, Signatures: Signatures.Both,
            Appointments: Appointments.Required);
    private static readonly ProductMakers Nobody = new(true, [], []);
    private static readonly Told Told = Deal.By(OperatorRoom.Party, Deal.Signing);

    [Fact]
    public void Once() => Open("nv-cloud").Records(Opened);

    /// <summary>Both parties sign in a live book, one in a rehearsal, unless the book says otherwise; also where an earlier build opened it.</summary>
    [Theory]
    [InlineData(BookPurpose.Live, null, Signatures.Both)]
    [InlineData(BookPurpose.Live, Signatures.One, Signatures.One)]
    [InlineData(BookPurpose.Rehearsal, null, Signatures.One)]
    [InlineData(BookPurpose.Rehearsal, Signatures.Both, Signatures.Both)]
    public void With_as_many_signatures_as_it_says(BookPurpose purpose, Signatures? told, Signatures expected)
    {
        var opened = (BookOpened)OpenBookEndpoint.Decide(new("Supply", purpose, [Supplier], Signatures: told), new(null, "nv-cloud"), Told).Events[0];
        Assert.Equal(expected, opened.Signatures);
        Assert.Equal(expected == Signatures.Both, Scenario.Fold<Book>([opened])!.ToInfo().BothSign);
        Assert.Equal(purpose == BookPurpose.Live, Scenario.Fold<Book>([opened with { Signatures = null }])!.ToInfo().BothSign);
    }

    /// <summary>A live book asks for appointments, a rehearsal does not, unless the book says otherwise; books of earlier builds never ask.</summary>
    [Theory]
    [InlineData(BookPurpose.Live, null, true)]
    [InlineData(BookPurpose.Live, Appointments.Optional, false)]
    [InlineData(BookPurpose.Rehearsal, null, false)]
    [InlineData(BookPurpose.Rehearsal, Appointments.Required, true)]
    public void With_appointments_as_it_says(BookPurpose purpose, Appointments? told, bool expected)
    {
        var opened = (BookOpened)OpenBookEndpoint.Decide(new("Supply", purpose, [Supplier], Appointments: told), new(null, "nv-cloud"), Told).Events[0];
        Assert.Equal(expected, Scenario.Fold<Book>([opened])!.ToInfo().AppointsIntegrators);
        Assert.False(Scenario.Fold<Book>([opened with { Appointments = null }])!.ToInfo().AppointsIntegrators);
    }

    [Fact]
    public void But_not_again() => Open("nv-cloud", Opened).Refuses(Problems.AlreadyRecorded);

    [Fact]
    public void Under_a_code_that_an_address_can_hold() => Open("NV_CLOUD").Refuses(AgreementProblems.BadBookCode);

    [Fact]
    public void Then_parties_are_added_each_once()
    {
        Add("CLOUD", Opened).Records(new PartyAdded(new("CLOUD", "Customer", ["customer"]), Deal.Signing));
        Add("NV", Opened).Refuses(Problems.AlreadyRecorded);
        Add("CLOUD").Refuses(Problems.UnknownBook);
    }

    [Fact]
    public void And_none_that_is_like_another()
    {
        Add("nv", Opened).Refuses(Problems.DiffersInCase);
        Scenario.Given<Book>(Opened, new PartyAdded(new("CLOUD", "Customer", ["customer"], "4012345000009"), Deal.Signing))
            .When(book => AddPartyEndpoint.Decide(new("RIG", "Rig", ["integrator"], "4012345000009"), book, Told)).Refuses(Problems.GlobalNumberInUse);
    }

    [Fact]
    public void A_product_is_registered_once()
    {
        var registered = new ProductRegistered("nv:B300", "B300", "gpu", null, null, Deal.Signing);
        Func<Product?, Decision> register = product => RegisterProductEndpoint.Decide(
            new("nv:B300", "B300", "gpu"), new(product, null, Nobody), Deal.ToldBySupplier);
        Scenario.Given<Product>().When(register).Records(registered);
        Scenario.Given<Product>(registered).When(register).Refuses(Problems.AlreadyRecorded);
    }

    /// <summary>In a book of an earlier build every supplier registers what it likes.</summary>
    [Fact]
    public void A_maker_s_products_are_registered_by_nobody_else()
    {
        var register = new RegisterProduct("nv:B300", "B300", "gpu");
        foreach (var (party, makers, isTaken) in new[]
        {
            ("NV", new ProductMakers(true, ["NV"], []), true), ("AMD", new(true, ["NV"], []), false), ("AMD", new(true, ["NV"], ["AMD"]), false),
            (OperatorRoom.Party, new(true, ["NV"], []), true), ("AMD", Nobody, true), ("AMD", new(false, [], []), true),
        })
        {
            var decision = RegisterProductEndpoint.Decide(register, new(null, null, makers), Deal.By(party, Deal.Signing));
            Assert.Equal(isTaken ? null : Problems.NotYourOwn, decision.Refusal?.Code);
        }
    }

    [Fact]
    public void A_reseller_is_appointed_and_dismissed_by_the_maker()
    {
        var (appointed, dismissed) = (new ResellerAppointed("nv:B300", "DIST", Deal.Signing), new ResellerDismissed("nv:B300", "DIST", "over", Deal.Signing));
        Scenario.Given<Resellers>().When(Appoint()).Records(appointed);
        Scenario.Given<Resellers>(appointed, dismissed).When(Appoint()).Records(appointed);
        Scenario.Given<Resellers>(appointed).When(Appoint()).Refuses(Problems.AlreadyAppointed);
        Scenario.Given<Resellers>().When(Appoint(isRegistered: false)).Refuses(Problems.UnknownProduct);
        Scenario.Given<Resellers>().When(Appoint(isParty: false)).Refuses(Problems.UnknownParty);
        Scenario.Given<Resellers>().When(Appoint(role: "customer")).Refuses(AgreementProblems.WrongRole);
        Scenario.Given<Resellers>(appointed).When(Dismiss).Records(dismissed);
        Scenario.Given<Resellers>(appointed, dismissed).When(Dismiss).Refuses(Problems.NotAppointed);

        static Func<Resellers?, Decision> Appoint(bool isRegistered = true, bool isParty = true, string role = "supplier") => resellers =>
            AppointResellerEndpoint.Decide(
                new("nv:B300", "DIST"),
                new(resellers, isRegistered ? Deal.Products[Deal.Gpu] : null, new(true, ["NV"], []), isParty ? new("DIST", "Distributor", [role]) : null),
                Deal.ToldBySupplier);

        static Decision Dismiss(Resellers? resellers) =>
            DismissResellerEndpoint.Decide(new("nv:B300", "DIST", "over"), new(resellers, new(true, ["NV"], [])), Deal.ToldBySupplier);
    }

    [Fact]
    public void A_product_takes_the_place_of_one_that_its_registrar_registered_wrongly()
    {
        var right = new RegisterProduct("nv:B300-A", "B300", "gpu", Replaces: "nv:B300");
        Scenario.Given<Product>().When(Decide(new ProductRegistrar { Party = "NV" }))
            .Records(new ProductRegistered("nv:B300-A", "B300", "gpu", null, null, Deal.Signing, "nv:B300"));
        Scenario.Given<Product>().When(Decide(new ProductRegistrar { Party = "ANOTHER" })).Refuses(Problems.NotYourOwn);
        Scenario.Given<Product>().When(Decide(null)).Refuses(Problems.UnknownProduct);

        Func<Product?, Decision> Decide(ProductRegistrar? replaced) =>
            product => RegisterProductEndpoint.Decide(right, new(product, replaced, Nobody), Deal.ToldBySupplier);
    }

    [Fact]
    public void A_site_is_registered_once()
    {
        var registered = new SiteRegistered("PDX1", "Portland", SiteKind.DataCentre, "US", null, Deal.Signing);
        Func<Site?, Decision> register = site => RegisterSiteEndpoint.Decide(new("PDX1", "Portland", SiteKind.DataCentre, "US"), site, Deal.ToldByCustomer);
        Scenario.Given<Site>().When(register).Records(registered);
        Scenario.Given<Site>(registered).When(register).Refuses(Problems.AlreadyRecorded);
    }

    private static Then Open(string code, params object[] events) =>
        Scenario.Given<Book>(events).When(book => OpenBookEndpoint.Decide(new("Supply", BookPurpose.Live, [Supplier]), new(book, code), Told));

    private static Then Add(string party, params object[] events) =>
        Scenario.Given<Book>(events).When(book => AddPartyEndpoint.Decide(new(party, "Customer", ["customer"]), book, Told));
}
