using Ledger.Contracts;
using Ledger.Contracts.Ports;
using Ledger.Deployment;
using Ledger.Deployment.Appointments;
using Ledger.Deployment.RackModels;
using Ledger.Deployment.Racks;
using Ledger.Kernel;
using static Ledger.Decisions.Tests.Deployment.RackStory;

namespace Ledger.Decisions.Tests.Deployment;

public class Integrators_are_appointed
{
    private static readonly Told Customer = new(Sender.Of("CLOUD", "erp"), Noon);
    private static readonly PartyInfo Rig = new("RIG", "Rig Assembly", ["integrator"]);
    private static readonly SiteInfo Site = new("PDX1", "Portland", "dataCentre");
    private static readonly OrderInfo Order = new("PO-1", "SA-1", "PDX1", ["SA-1/1"]);
    private static readonly IntegratorAppointed ForSite = new("RIG", "CLOUD", "PDX1", null, null, Noon);
    private static readonly IntegratorAppointed ForOrder = new("RIG", "CLOUD", "PDX1", "PO-1", ["SA-1/1"], Noon);
    private static readonly IntegratorDismissed EndAtSite = new("RIG", "CLOUD", "PDX1", null, "over", Noon);
    private static readonly IntegratorDismissed EndOfOrder = new("RIG", "CLOUD", null, "PO-1", "over", Noon);

    [Fact]
    public void For_a_site_or_for_an_order()
    {
        Scenario.Given<IntegratorAppointments>().When(AtPdx1()).Records(ForSite);
        Scenario.Given<IntegratorAppointments>().When(OfPo1()).Records(ForOrder);
        Scenario.Given<IntegratorAppointments>(ForSite).When(OfPo1()).Records(ForOrder);
        Scenario.Given<IntegratorAppointments>(ForSite, EndAtSite).When(AtPdx1()).Records(ForSite);
        Scenario.Given<IntegratorAppointments>(ForSite).When(AtPdx1()).Refuses(Problems.AlreadyAppointed);
        Scenario.Given<IntegratorAppointments>(ForOrder).When(OfPo1()).Refuses(Problems.AlreadyAppointed);
    }

    [Fact]
    public void Once_all_that_the_appointment_names_is_there()
    {
        Scenario.Given<IntegratorAppointments>().When(AtPdx1(party: null)).Refuses(Problems.UnknownParty);
        Scenario.Given<IntegratorAppointments>().When(AtPdx1(party: Rig with { Roles = ["carrier"] })).Refuses(DeploymentProblems.NoIntegrator);
        Scenario.Given<IntegratorAppointments>().When(AtPdx1(isSite: false)).Refuses(Problems.UnknownSite);
        Scenario.Given<IntegratorAppointments>().When(OfPo1(isOrder: false)).Refuses(DeploymentProblems.UnknownOrder);
    }

    [Fact]
    public void And_dismissed_by_the_customer_that_appointed_them()
    {
        Scenario.Given<IntegratorAppointments>(ForSite, ForOrder).When(Dismiss("CLOUD", "PDX1", null)).Records(EndAtSite);
        Scenario.Given<IntegratorAppointments>(ForSite, ForOrder).When(Dismiss("CLOUD", null, "PO-1")).Records(EndOfOrder);
        Scenario.Given<IntegratorAppointments>(ForSite).When(Dismiss("OTHER", "PDX1", null)).Refuses(Problems.NotAppointed);
        Scenario.Given<IntegratorAppointments>(ForSite).When(Dismiss("CLOUD", null, "PO-1")).Refuses(Problems.NotAppointed);
        Scenario.Given<IntegratorAppointments>(ForOrder).When(Dismiss("CLOUD", "PDX1", null)).Refuses(Problems.NotAppointed);
    }

    /// <summary>A dismissal for the site leaves an order's appointment, and the other way round.</summary>
    [Fact]
    public void Each_for_what_is_named()
    {
        Assert.Equal(["PO-1"], Scenario.Fold<IntegratorAppointments>([ForSite, ForOrder, EndAtSite])!.Standing.Select(standing => standing.Order));
        Assert.Equal([null], Scenario.Fold<IntegratorAppointments>([ForSite, ForOrder, EndOfOrder])!.Standing.Select(standing => standing.Order));
    }

    [Theory]
    [InlineData("PDX1", true, true, true)]
    [InlineData("PDX1", false, true, false)]
    [InlineData("OSL2", true, false, false)]
    public void To_plan_and_fill_racks_where_that_is(string site, bool isForSite, bool plans, bool fillsOtherLines)
    {
        var appointed = Of(isForSite ? ForSite : ForOrder);
        Assert.Equal((plans, plans, fillsOtherLines), (
            appointed.RefuseAt(site) is null, appointed.RefuseFor(site, ["SA-1/1"]) is null, appointed.RefuseFor(site, ["SA-1/1", "SA-1/2"]) is null));
        // Units of another customer, and of nobody.
        Assert.Equal(DeploymentProblems.IntegratorNotAppointed, appointed.RefuseFor(site, ["SA-1/1", "SA-9/1"])?.Code);
        Assert.Equal(DeploymentProblems.IntegratorNotAppointed, appointed.RefuseFor(site, ["SA-1/1", null])?.Code);
        // An empty rack is the business of who planned it (ADR 0029): nobody else could withdraw it.
        Assert.Null(appointed.RefuseFor(site, []));
    }

    [Fact]
    public void Or_no_unit_moves()
    {
        var (nobody, rack) = (Of(), Story.Fold<Rack>([Story.By("RIG", (RackPlanned)Planned), Installed(Gpu, "G1")])!);
        var shelf = new Dictionary<(string, string), UnitAt> { [(Gpu, "G2")] = new(Gpu, "G2", Shelf, Line) };
        var told = new Told(Sender.Of("RIG", "mes"), Noon);
        Decision[] decisions =
        [
            PlanRackEndpoint.Decide(new("R2", "M1", "PDX1"), new(null, new RackModel { Model = "M1", Parts = Parts }, Site, nobody), told),
            InstallUnitsEndpoint.Decide(new("R1", [new(Gpu, ["G2"])]), new(rack, Products, shelf, nobody), told),
            ReplaceUnitEndpoint.Decide(new("R1", Gpu, "G1", Gpu, "G2", "worn"), new(rack, Products[Gpu], shelf, nobody), told),
            RemoveUnitEndpoint.Decide(new("R1", Gpu, "G1", Condition.Accepted, "worn"), new(rack, nobody), told),
            DecommissionRackEndpoint.Decide(new("R1", Condition.Accepted, "end"), new(rack, nobody), told),
            RestoreUnitsEndpoint.Decide(new("R1", [new(Gpu, ["G1"])], "good"), new(Retired(), nobody), told),
        ];
        Assert.All(decisions, decision => Assert.Equal(DeploymentProblems.IntegratorNotAppointed, decision.Refusal?.Code));

        static Rack Retired() => Story.Fold<Rack>([
            Story.By("RIG", (RackPlanned)Planned), Installed(Gpu, "G1"),
            new RackDecommissioned("R1", "end", [new(Gpu, Line, Inside, "site:PDX1/retired", ["G1"])], Noon)])!;
    }

    private static Appointed Of(params IntegratorAppointed[] standing) =>
        new(true, standing, new Dictionary<string, string?> { ["SA-1/1"] = "CLOUD", ["SA-1/2"] = "CLOUD", ["SA-9/1"] = "OTHER" });

    private static Func<IntegratorAppointments?, Decision> AtPdx1(bool isSite = true) => AtPdx1(Rig, isSite);

    private static Func<IntegratorAppointments?, Decision> AtPdx1(PartyInfo? party, bool isSite = true) => appointments =>
        AppointIntegratorEndpoint.Decide(new("RIG", Site: "PDX1"), new(appointments, party, isSite ? Site : null, null, null), Customer);

    private static Func<IntegratorAppointments?, Decision> OfPo1(bool isOrder = true) => appointments => AppointIntegratorEndpoint.Decide(
        new("RIG", Order: "PO-1"), new(appointments, Rig, null, isOrder ? Order : null, isOrder ? new("ACME", "CLOUD") : null), Customer);

    private static Func<IntegratorAppointments?, Decision> Dismiss(string by, string? site, string? order) => appointments =>
        DismissIntegratorEndpoint.Decide(new("RIG", "over", site, order), appointments, new(Sender.Of(by, "erp"), Noon));
}
