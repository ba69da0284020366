using Ledger.Contracts;
using Ledger.Deployment;
using Ledger.Deployment.Racks;
using Ledger.Kernel;
using static Ledger.Decisions.Tests.Deployment.RackStory;
using static Ledger.Deployment.Appointments.Appointed;

namespace Ledger.Decisions.Tests.Deployment;

/// <summary>What happens to a rack when its units change after assembly.</summary>
public class ChangeTests
{
    private static readonly DateTimeOffset Later = Noon.AddHours(1);
    private static readonly Told AtLater = At(Later);

    [Fact]
    public void A_removed_unit_leaves_the_rack_incomplete() => Given(Assembled)
        .When(r => RemoveUnitEndpoint.Decide(new("R1", Gpu, "G2", Condition.Accepted, "not needed"), new(r, NotAsked), AtLater))
        .Then(new UnitRemoved("R1", "not needed", [new(Gpu, Line, Inside, Shelf, ["G2"])], RackState.Planned, Later))
        .AndIs(RackState.Planned);

    [Fact]
    public void An_active_unit_is_removed_from_where_it_is() => Given(InService)
        .When(r => RemoveUnitEndpoint.Decide(new("R1", Nic, "N1", Condition.Quarantined, "faulty"), new(r, NotAsked), AtLater))
        .Then(new UnitRemoved("R1", "faulty", [new(Nic, Line, Running, Quarantine, ["N1"])], RackState.Planned, Later));

    [Theory]
    [InlineData(Gpu, "G3")]
    [InlineData(Nic, "G1")]
    public void A_unit_that_is_not_inside_cannot_be_removed(string product, string serial) => Given(Assembled)
        .When(r => RemoveUnitEndpoint.Decide(new("R1", product, serial, Condition.Accepted, "?"), new(r, NotAsked), AtLater))
            .ThenRefused(Problems.UnitNotThere, serial);

    [Fact]
    public void A_unit_is_removed_once() => Given([.. Assembled, Removed(Gpu, "G2", Inside)])
        .When(r => RemoveUnitEndpoint.Decide(new("R1", Gpu, "G2", Condition.Accepted, "?"), new(r, NotAsked), AtLater))
            .ThenRefused(Problems.UnitNotThere, "G2");

    [Fact]
    public void Nothing_is_removed_from_an_unknown_or_a_decommissioned_rack()
    {
        Given().When(r => RemoveUnitEndpoint.Decide(new("R1", Gpu, "G1", Condition.Accepted, "?"), new(r, NotAsked), AtLater))
            .ThenRefused(DeploymentProblems.UnknownRack);
        Given(Planned, Decommissioned).When(r => RemoveUnitEndpoint.Decide(new("R1", Gpu, "G1", Condition.Accepted, "?"), new(r, NotAsked), AtLater))
            .ThenRefused(DeploymentProblems.RackInWrongState);
    }

    [Fact]
    public void A_rack_in_service_that_is_completed_again_is_still_powered_on() => Given([.. InService, Removed(Nic, "N1", Running)])
        .When(r => InstallUnitsEndpoint.Decide(new("R1", [new(Nic, ["N2"])]), new(r, Products, OnShelf(Nic, "N2"), NotAsked), AtLater))
            .AndIs(RackState.PoweredOn);

    [Fact]
    public void A_replacement_is_one_fact_with_both_movements() => Given(InService)
        .When(r => ReplaceUnitEndpoint.Decide(new("R1", Nic, "N1", OtherNic, "N9", "faulty"),
            new(r, Products[OtherNic], OnShelf(OtherNic, "N9"), NotAsked), AtLater))
        .Then(new UnitReplaced(
            "R1",
            "faulty",
            [new(OtherNic, "nic")],
            [new(Nic, Line, Running, Quarantine, ["N1"]), new(OtherNic, Line, Shelf, Inside, ["N9"])],
            RackState.PoweredOn,
            Later))
        .AndIs(RackState.PoweredOn);

    [Fact]
    public void A_replacement_before_power_on_leaves_the_rack_assembled() => Given(Assembled)
        .When(r => ReplaceUnitEndpoint.Decide(new("R1", Gpu, "G1", Gpu, "G9", "bent pin"), new(r, Products[Gpu], OnShelf(Gpu, "G9"), NotAsked), AtLater))
            .AndIs(RackState.Assembled);

    [Fact]
    public void A_replacement_that_the_model_does_not_take_is_refused() => Given(Assembled)
        .When(r => ReplaceUnitEndpoint.Decide(new("R1", Gpu, "G1", OtherGpu, "X1", "?"),
            new(r, Products[OtherGpu], OnShelf(OtherGpu, "X1"), NotAsked), AtLater))
        .ThenRefused(DeploymentProblems.PartNotInModel, "X1");

    [Fact]
    public void A_replacement_for_which_there_is_no_room_is_refused() => Given(Assembled)
        .When(r => ReplaceUnitEndpoint.Decide(new("R1", Gpu, "G1", Nic, "N2", "?"), new(r, Products[Nic], OnShelf(Nic, "N2"), NotAsked), AtLater))
        .ThenRefused(DeploymentProblems.RackFull, "N2");

    [Fact]
    public void A_replacement_from_elsewhere_is_refused() => Given(Assembled)
        .When(r => ReplaceUnitEndpoint.Decide(new("R1", Gpu, "G1", Gpu, "G9", "?"), new(r, Products[Gpu], At(Quarantine, Gpu, "G9"), NotAsked), AtLater))
        .ThenRefused(Problems.UnitNotThereYet, "G9");

    [Fact]
    public void A_unit_does_not_replace_itself() => Given(Assembled)
        .When(r => ReplaceUnitEndpoint.Decide(new("R1", Gpu, "G1", Gpu, "G1", "?"), new(r, Products[Gpu], At(Inside, Gpu, "G1"), NotAsked), AtLater))
        .ThenRefused(Problems.UnitNotThere, "G1");

    [Fact]
    public void Only_a_unit_that_is_inside_is_replaced() => Given(Assembled)
        .When(r => ReplaceUnitEndpoint.Decide(new("R1", Gpu, "G8", Gpu, "G9", "?"), new(r, Products[Gpu], OnShelf(Gpu, "G9"), NotAsked), AtLater))
        .ThenRefused(Problems.UnitNotThere, "G8");

    [Fact]
    public void A_replacement_of_an_unknown_product_is_refused() => Given(Assembled)
        .When(r => ReplaceUnitEndpoint.Decide(new("R1", Gpu, "G1", "acme:x", "X1", "?"), new(r, null, OnShelf("acme:x", "X1"), NotAsked), AtLater))
        .ThenRefused(Problems.UnknownProduct);

    [Fact]
    public void Nothing_is_replaced_in_an_unknown_or_a_decommissioned_rack()
    {
        var replace = new ReplaceUnit("R1", Gpu, "G1", Gpu, "G9", "?");
        Given().When(r => ReplaceUnitEndpoint.Decide(replace, new(r, Products[Gpu], OnShelf(Gpu, "G9"), NotAsked), AtLater))
            .ThenRefused(DeploymentProblems.UnknownRack);
        Given(Planned, Decommissioned).When(r => ReplaceUnitEndpoint.Decide(replace, new(r, Products[Gpu], OnShelf(Gpu, "G9"), NotAsked), AtLater))
            .ThenRefused(DeploymentProblems.RackInWrongState);
    }

    [Fact]
    public void A_decommissioned_rack_gives_all_its_units_back() => Given([.. InService, Removed(Nic, "N1", Running), Installed(Nic, "N2")])
        .When(r => DecommissionRackEndpoint.Decide(new("R1", Condition.Retired, "end of life"), new(r, NotAsked), AtLater))
        .Then(new RackDecommissioned(
            "R1", "end of life", [new(Gpu, Line, Running, "site:PDX1/retired", ["G1", "G2"]), new(Nic, Line, Inside, "site:PDX1/retired", ["N2"])], Later))
        .AndIs(RackState.Decommissioned);

    [Fact]
    public void Units_that_were_retired_by_mistake_are_accepted_again()
    {
        object retired = new RackDecommissioned("R1", "end of life", [new(Gpu, Line, Running, "site:PDX1/retired", ["G1", "G2"])], Noon);
        object restored = new UnitsRestored("R1", "still good", [new(Gpu, Line, "site:PDX1/retired", Shelf, ["G1"])], Later);
        Given([.. InService, retired]).When(Restore("G1")).Then(restored).AndIs(RackState.Decommissioned);
        Given([.. InService, retired]).When(Restore("G1", "G9")).ThenRefused(Problems.UnitNotThere, "G9");
        Given([.. InService, retired, restored]).When(Restore("G1")).ThenRefused(Problems.UnitNotThere, "G1");
        Given(InService).When(Restore("G1")).ThenRefused(Problems.UnitNotThere, "G1");
        Given().When(Restore("G1")).ThenRefused(DeploymentProblems.UnknownRack);

        static Func<Rack?, Decision> Restore(params string[] serials) =>
            rack => RestoreUnitsEndpoint.Decide(new("R1", [new(Gpu, serials)], "still good"), new(rack, NotAsked), AtLater);
    }

    [Fact]
    public void An_empty_rack_is_decommissioned_too() => Given(Planned)
        .When(r => DecommissionRackEndpoint.Decide(new("R1", Condition.Accepted, "not built"), new(r, NotAsked), AtLater))
            .Then(new RackDecommissioned("R1", "not built", [], Later));

    [Fact]
    public void A_rack_is_decommissioned_once() => Given(Planned, Decommissioned)
        .When(r => DecommissionRackEndpoint.Decide(new("R1", Condition.Accepted, "?"), new(r, NotAsked), AtLater))
            .ThenRefused(DeploymentProblems.RackInWrongState);

    [Fact]
    public void An_unknown_rack_is_not_decommissioned() => Given()
        .When(r => DecommissionRackEndpoint.Decide(new("R1", Condition.Accepted, "?"), new(r, NotAsked), AtLater)).ThenRefused(DeploymentProblems.UnknownRack);
}
