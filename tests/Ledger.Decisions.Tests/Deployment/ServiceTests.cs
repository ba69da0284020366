using Ledger.Deployment;
using Ledger.Deployment.Racks;
using Ledger.Kernel;
using static Ledger.Decisions.Tests.Deployment.RackStory;

namespace Ledger.Decisions.Tests.Deployment;

/// <summary>A complete rack's way into service: power, tests, commissioning, acceptance.</summary>
public class ServiceTests
{
    private static readonly DateTimeOffset Later = Noon.AddHours(1);
    private static readonly Told AtLater = At(Later);

    [Fact]
    public void A_complete_rack_is_powered_on() => Given(Assembled).When(PowerOn).Then(new RackPoweredOn("R1", Later)).AndIs(RackState.PoweredOn);

    [Fact]
    public void An_incomplete_rack_is_not_powered_on() =>
        Given(Planned, Installed(Gpu, "G1", "G2")).When(PowerOn).ThenRefused(DeploymentProblems.RackIncomplete);

    [Fact]
    public void A_rack_is_powered_on_once() => Given([.. Assembled, PoweredOn]).When(PowerOn).ThenRefused(DeploymentProblems.RackInWrongState);

    [Fact]
    public void A_passed_test_makes_a_rack_ready_for_commissioning() => Given([.. Assembled, PoweredOn])
        .When(r => RecordRackTestEndpoint.Decide(new("R1", "T1", "burn-in", TestOutcome.Passed, "doc-1", "fine"), r, AtLater))
        .Then(new RackTestRecorded("R1", "T1", "burn-in", TestOutcome.Passed, "doc-1", "fine", RackState.Validating, Later))
        .AndIs(RackState.Validating);

    [Fact]
    public void A_failed_test_fails_the_rack() => Given([.. Assembled, PoweredOn]).When(Test("T1", TestOutcome.Failed)).AndIs(RackState.Failed);

    [Fact]
    public void A_failed_rack_may_pass_its_next_test() =>
        Given([.. Assembled, PoweredOn, Tested("T1", TestOutcome.Failed)]).When(Test("T2", TestOutcome.Passed)).AndIs(RackState.Validating);

    [Fact]
    public void A_rack_in_service_that_fails_a_test_is_no_longer_in_service() => Given(InService).When(Test("T2", TestOutcome.Failed)).AndIs(RackState.Failed);

    [Fact]
    public void A_rack_in_service_that_passes_a_test_stays_in_service()
    {
        Given(InService).When(Test("T2", TestOutcome.Passed)).AndIs(RackState.Commissioned);
        Given([.. InService, Accepted]).When(Test("T2", TestOutcome.Passed)).AndIs(RackState.Accepted);
    }

    [Fact]
    public void A_tests_number_is_used_once_per_rack() => Given(Validated).When(Test("T1", TestOutcome.Failed)).ThenRefused(Problems.AlreadyRecorded);

    [Fact]
    public void A_rack_without_power_is_not_tested() => Given(Assembled).When(Test("T1", TestOutcome.Passed)).ThenRefused(DeploymentProblems.RackNotPowered);

    [Fact]
    public void An_incomplete_rack_is_not_tested_even_under_power() =>
        Given([.. InService, Removed(Nic, "N1", Running)]).When(Test("T2", TestOutcome.Passed)).ThenRefused(DeploymentProblems.RackIncomplete);

    [Fact]
    public void Commissioning_makes_all_units_active() => Given(Validated).When(Commission).Then(
        new RackCommissioned("R1", "C-1", [new(Gpu, Line, Inside, Running, ["G1", "G2"]), new(Nic, Line, Inside, Running, ["N1"])], Later))
            .AndIs(RackState.Commissioned);

    [Fact]
    public void Commissioning_again_moves_only_what_is_new() =>
        Given([.. InService, Removed(Nic, "N1", Running), Installed(Nic, "N2"), Tested("T2", TestOutcome.Passed)]).When(Commission)
            .Then(new RackCommissioned("R1", "C-1", [new(Nic, Line, Inside, Running, ["N2"])], Later)).AndIs(RackState.Commissioned);

    [Fact]
    public void Commissioning_again_after_a_mere_test_moves_nothing() =>
        Given([.. InService, Tested("T2", TestOutcome.Failed), Tested("T3", TestOutcome.Passed)]).When(Commission)
            .Then(new RackCommissioned("R1", "C-1", [], Later));

    [Fact]
    public void An_incomplete_rack_is_not_commissioned() =>
        Given([.. Validated, Removed(Gpu, "G2", Inside)]).When(Commission).ThenRefused(DeploymentProblems.RackIncomplete);

    [Fact]
    public void A_rack_without_power_is_not_commissioned() => Given(Assembled).When(Commission).ThenRefused(DeploymentProblems.RackNotPowered);

    [Fact]
    public void A_rack_without_a_test_is_not_commissioned() => Given([.. Assembled, PoweredOn]).When(Commission).ThenRefused(DeploymentProblems.RackNotTested);

    [Fact]
    public void A_failed_rack_is_not_commissioned() =>
        Given([.. Validated, Tested("T2", TestOutcome.Failed)]).When(Commission).ThenRefused(DeploymentProblems.RackNotTested);

    [Fact]
    public void A_test_from_before_a_change_does_not_count_after_it() =>
        Given([.. Validated, Removed(Nic, "N1", Inside), Installed(Nic, "N2")]).When(Commission).ThenRefused(DeploymentProblems.RackNotTested);

    [Fact]
    public void A_test_that_took_place_before_the_last_change_does_not_count_when_it_is_told_late()
    {
        object[] changed = [.. Validated, Removed(Nic, "N1", Inside, Noon.AddDays(1)), Installed(Nic, "N2")];
        Given(changed).When(Test("T2", TestOutcome.Passed)).AndIs(RackState.Assembled);
        Given([.. changed, Tested("T2", TestOutcome.Passed)]).When(Commission).ThenRefused(DeploymentProblems.RackNotTested);
    }

    [Fact]
    public void A_rack_in_service_is_not_commissioned_again() => Given(InService).When(Commission).ThenRefused(DeploymentProblems.RackInWrongState);

    [Fact]
    public void A_commissioned_rack_is_accepted() => Given(InService).When(Accept).Then(new RackAccepted("R1", "A-1", Later)).AndIs(RackState.Accepted);

    [Fact]
    public void Only_a_commissioned_rack_is_accepted() => Given(Validated).When(Accept).ThenRefused(DeploymentProblems.RackNotCommissioned);

    [Fact]
    public void A_rack_is_accepted_once() => Given([.. InService, Accepted]).When(Accept).ThenRefused(DeploymentProblems.RackInWrongState);

    [Fact]
    public void An_accepted_rack_that_changes_must_be_commissioned_and_accepted_anew() =>
        Given([.. InService, Accepted, Removed(Nic, "N1", Running)]).When(Accept).ThenRefused(DeploymentProblems.RackNotCommissioned);

    [Fact]
    public void Nothing_of_this_happens_to_an_unknown_or_a_decommissioned_rack()
    {
        Func<Rack?, Decision>[] commands = [PowerOn, Test("T1", TestOutcome.Passed), Commission, Accept];
        foreach (var command in commands)
        {
            Given().When(command).ThenRefused(DeploymentProblems.UnknownRack);
            Given(Planned, Decommissioned).When(command).ThenRefused(DeploymentProblems.RackInWrongState);
        }
    }

    private static Decision PowerOn(Rack? rack) => PowerOnRackEndpoint.Decide(new("R1"), rack, AtLater);

    private static Decision Commission(Rack? rack) => CommissionRackEndpoint.Decide(new("R1", "C-1"), rack, AtLater);

    private static Decision Accept(Rack? rack) => AcceptRackEndpoint.Decide(new("R1", "A-1"), new(rack, ["CLOUD"]), new(Sender.Of("CLOUD", "erp"), Later));

    private static Func<Rack?, Decision> Test(string number, TestOutcome outcome) =>
        rack => RecordRackTestEndpoint.Decide(new("R1", number, "burn-in", outcome), rack, AtLater);
}
