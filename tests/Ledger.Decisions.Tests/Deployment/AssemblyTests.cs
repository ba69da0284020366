using Ledger.Contracts.Ports;
using Ledger.Deployment;
using Ledger.Deployment.RackModels;
using Ledger.Deployment.Racks;
using Ledger.Kernel;
using static Ledger.Decisions.Tests.Deployment.RackStory;
using static Ledger.Deployment.Appointments.Appointed;

namespace Ledger.Decisions.Tests.Deployment;

public class AssemblyTests
{
    private static readonly DateTimeOffset Later = Noon.AddHours(1);
    private static readonly Told AtLater = At(Later);
    private static readonly RackModel Model = new() { Model = "M1", Parts = Parts };
    private static readonly SiteInfo Site = new("PDX1", "Portland", "dataCentre");

    [Fact]
    public void A_model_is_defined_once()
    {
        var define = new DefineRackModel("M1", "Small rack", true, Parts);
        var first = DefineRackModelEndpoint.Decide(define, new(null, Products), At(Noon));
        Assert.Equal(Written(new RackModelDefined("M1", "Small rack", true, Parts, Noon)), Written(Assert.Single(first.Events)));
        Assert.Equal(Problems.AlreadyRecorded, DefineRackModelEndpoint.Decide(define, new(Model, Products), At(Noon)).Refusal?.Code);
    }

    [Fact]
    public void A_model_names_only_products_that_the_book_knows() => Assert.Equal(
        Problems.UnknownProduct,
        DefineRackModelEndpoint.Decide(new("M1", "Small rack", true, [new(1, Product: "acme:unheard-of")]), new(null, Products), At(Noon)).Refusal?.Code);

    [Fact]
    public void A_planned_rack_keeps_its_models_parts() => Given()
        .When(r => PlanRackEndpoint.Decide(new("R1", "M1", "PDX1", new("H1", "B", "7")), new(r, Model, Site, NotAsked), At(Noon)))
        .Then(new RackPlanned("R1", "M1", "PDX1", new("H1", "B", "7"), Parts, Noon))
        .AndIs(RackState.Planned);

    [Fact]
    public void A_rack_is_planned_once() => Given(Planned)
        .When(r => PlanRackEndpoint.Decide(new("R1", "M1", "PDX1"), new(r, Model, Site, NotAsked), AtLater)).ThenRefused(Problems.AlreadyRecorded);

    [Fact]
    public void A_rack_of_an_unknown_model_is_refused() => Given()
        .When(r => PlanRackEndpoint.Decide(new("R1", "M9", "PDX1"), new(r, null, Site, NotAsked), At(Noon))).ThenRefused(DeploymentProblems.UnknownModel);

    [Fact]
    public void A_rack_at_an_unknown_site_is_refused() => Given()
        .When(r => PlanRackEndpoint.Decide(new("R1", "M1", "XXX"), new(r, Model, null, NotAsked), At(Noon))).ThenRefused(Problems.UnknownSite);

    [Fact]
    public void Units_go_from_the_shelf_into_the_rack() => Given(Planned)
        .When(r => Install(r, OnShelf(Gpu, "G1"), (Gpu, ["G1"])))
        .Then(new UnitsInstalled("R1", [new(Gpu, "gpu")], [new(Gpu, Line, Shelf, Inside, ["G1"])], RackState.Planned, Later))
        .AndIs(RackState.Planned);

    [Fact]
    public void Units_of_two_agreement_lines_move_apart() => Given(Planned)
        .When(r => Install(
            r,
            new Dictionary<(string, string), UnitAt> { [(Gpu, "G1")] = new(Gpu, "G1", Shelf, "SA-1/2"), [(Gpu, "G2")] = new(Gpu, "G2", Shelf, "SA-1/1") },
            (Gpu, ["G1", "G2"])))
        .Then(new UnitsInstalled(
            "R1", [new(Gpu, "gpu")], [new(Gpu, "SA-1/1", Shelf, Inside, ["G2"]), new(Gpu, "SA-1/2", Shelf, Inside, ["G1"])], RackState.Planned, Later));

    [Fact]
    public void The_last_part_completes_the_rack() => Given(Planned, Installed(Gpu, "G1", "G2"))
        .When(r => Install(r, OnShelf(OtherNic, "N1"), (OtherNic, ["N1"]))).AndIs(RackState.Assembled);

    [Fact]
    public void Everything_may_come_at_once() => Given(Planned)
        .When(r => Install(r, OnShelf(Gpu, "G1", "G2").Concat(OnShelf(Nic, "G1")).ToDictionary(), (Gpu, ["G1", "G2"]), (Nic, ["G1"])))
        .AndIs(RackState.Assembled);

    [Fact]
    public void A_product_that_the_book_does_not_know_is_refused() => Given(Planned)
        .When(r => Install(r, OnShelf("acme:x", "X1"), ("acme:x", ["X1"]))).ThenRefused(Problems.UnknownProduct);

    [Fact]
    public void A_product_that_the_model_does_not_take_is_refused() => Given(Planned)
        .When(r => Install(r, OnShelf(OtherGpu, "X1"), (OtherGpu, ["X1"]))).ThenRefused(DeploymentProblems.PartNotInModel, "X1");

    [Fact]
    public void One_unit_too_many_is_refused_with_all_that_came_with_it() => Given(Planned, Installed(Gpu, "G1"))
        .When(r => Install(r, OnShelf(Gpu, "G2", "G3"), (Gpu, ["G2", "G3"]))).ThenRefused(DeploymentProblems.RackFull, "G3");

    [Theory]
    [InlineData("site:SEA2/accepted")]
    [InlineData("site:SEA2/received")]
    [InlineData("rack:R2/installed")]
    [InlineData("rack:R1/installed")]
    public void A_unit_that_is_not_accepted_at_the_racks_site_is_refused(string account) => Given(Planned)
        .When(r => Install(r, At(account, Gpu, "G1").Concat(OnShelf(Gpu, "G2")).ToDictionary(), (Gpu, ["G1", "G2"]))).ThenRefused(Problems.UnitNotThere, "G1");

    [Theory]
    [InlineData("site:PDX1/received")]
    [InlineData("site:PDX1/quarantined")]
    [InlineData("transit:B1/inTransit")]
    [InlineData("site:FAB1/inventory")]
    public void A_unit_that_is_not_accepted_yet_can_be_installed_later(string account) => Given(Planned)
        .When(r => Install(r, At(account, Gpu, "G1").Concat(OnShelf(Gpu, "G2")).ToDictionary(), (Gpu, ["G1", "G2"])))
        .ThenRefused(Problems.UnitNotThereYet, "G1");

    [Fact]
    public void A_unit_that_nobody_registered_is_refused() => Given(Planned)
        .When(r => Install(r, OnShelf(Gpu), (Gpu, ["G1"]))).ThenRefused(Problems.UnitNotThere, "G1");

    [Fact]
    public void Nothing_goes_into_a_rack_that_is_not_planned() => Given()
        .When(r => Install(r, OnShelf(Gpu, "G1"), (Gpu, ["G1"]))).ThenRefused(DeploymentProblems.UnknownRack);

    [Fact]
    public void Nothing_goes_into_a_decommissioned_rack() => Given(Planned, Decommissioned)
        .When(r => Install(r, OnShelf(Gpu, "G1"), (Gpu, ["G1"]))).ThenRefused(DeploymentProblems.RackInWrongState);

    private static Decision Install(
        Rack? rack, IReadOnlyDictionary<(string Product, string Serial), UnitAt> located, params (string Product, string[] Serials)[] units) =>
        InstallUnitsEndpoint.Decide(new("R1", [.. units.Select(u => new UnitsOfProduct(u.Product, u.Serials))]),
            new(rack, Products, located, NotAsked), AtLater);
}
