using Ledger.Agreements;
using Ledger.Agreements.Agreements;
using Ledger.Agreements.Milestones;
using Ledger.Contracts;
using Ledger.Kernel;
using static Ledger.Decisions.Tests.Agreements.Deal;

namespace Ledger.Decisions.Tests.Agreements;

public class MilestoneTests
{
    private static readonly DateTimeOffset DueEnd = new(2026, 7, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset June = DueEnd.AddDays(-5);
    private static readonly DateTimeOffset July = DueEnd.AddDays(5);
    private static readonly MilestoneReached InTime = new("M1", "20", 7, false, June);
    private static readonly MilestoneReached Late = new("M1", "25", 9, true, July);
    private static readonly MilestoneMissed Missed = new("M1", new(2026, 6, 30), "19", 7, DueEnd);

    [Fact]
    public void Nothing_is_told_while_too_few_units_count_and_time_is_left() => Judged([], new(19, 7, June), null);

    [Fact]
    public void It_is_reached_when_enough_units_count() => Judged([], new(20, 7, June), null, InTime);

    [Fact]
    public void It_is_reached_once() => Judged([InTime], new(30, 9, July), new(20, 7, June));

    [Fact]
    public void It_is_missed_when_told_time_has_passed_the_due_date() => Judged([], new(19, 9, July), new(19, 7, June), Missed);

    [Fact]
    public void It_is_missed_once() => Judged([Missed], new(19, 9, July), new(19, 7, June));

    [Fact]
    public void It_is_reached_late_after_it_was_missed() => Judged([Missed], new(25, 9, July), new(19, 7, June), Late);

    [Fact]
    public void Judged_only_when_both_have_happened_it_is_both() => Judged([], new(25, 9, July), new(19, 7, June), Missed, Late);

    [Fact]
    public void What_was_there_in_time_counts_though_it_was_returned_since() => Judged([], new(5, 9, July), new(20, 7, June), InTime);

    [Fact]
    public void Facts_told_late_about_a_time_before_the_due_date_are_not_late() => Judged([Missed], new(25, 9, July), new(20, 8, June), InTime with { Position = 8 });

    [Fact]
    public void New_terms_give_a_missed_milestone_another_chance() =>
        Judged([Missed, new AgreementAmended("A-1", "later", [], [FirstTwenty with { DueOn = new(2026, 9, 1) }], Signing)], new(25, 9, July), null, Late with { Late = false });

    [Fact]
    public void A_waived_milestone_is_left_alone() => Judged([new MilestoneWaived("M1", "CLOUD", "no need", Signing)], new(25, 9, July), new(20, 7, June));

    [Theory]
    [InlineData("2026-06-29T12:00:00Z", "2026-07-01T00:00:00Z")]
    [InlineData("2026-07-01T00:00:00Z", "2026-07-02T00:00:00Z")]
    [InlineData("2026-12-24T18:00:00Z", "2026-12-25T18:00:00Z")]
    public void The_alarm_rings_at_the_end_of_the_due_date_or_a_day_after_recording(string now, string alarm) =>
        Assert.Equal(DateTimeOffset.Parse(alarm, null), DueDates.AlarmOf(new(2026, 6, 30), DateTimeOffset.Parse(now, null)));

    [Fact]
    public void A_product_counts_with_its_substitutes_wherever_it_is_ordered() => Assert.Equal(10 + 2 * 3 + 4, Count(FirstTwenty));

    [Fact]
    public void A_family_counts_the_committed_units_of_its_lines() => Assert.Equal(10 + 2 * 3 + 4 + 7, Count(FirstTwenty with { Product = null, Family = "gpu" }));

    [Fact]
    public void Only_units_that_have_come_as_far_as_the_metric_count() => Assert.Equal(10, Count(FirstTwenty with { Metric = Metric.Accepted }));

    [Fact]
    public void The_customer_confirms() => Settled([InTime], state => ConfirmMilestoneEndpoint.Decide(state, new("SA-1", "M1", "CLOUD", "R-7"), July))
        .Records(new MilestoneConfirmed("M1", "CLOUD", "R-7", July));

    [Fact]
    public void The_supplier_does_not_confirm() => Settled([InTime], state => ConfirmMilestoneEndpoint.Decide(state, new("SA-1", "M1", "NV"), July)).Refuses(AgreementProblems.WrongRole);

    [Fact]
    public void What_is_disputed_can_be_confirmed_yet() =>
        Settled([InTime, new MilestoneDisputed("M1", "CLOUD", "count", July)], state => ConfirmMilestoneEndpoint.Decide(state, new("SA-1", "M1", "CLOUD"), July))
            .Records(new MilestoneConfirmed("M1", "CLOUD", null, July));

    [Fact]
    public void What_is_not_reached_is_neither_confirmed_nor_disputed()
    {
        Settled([], state => ConfirmMilestoneEndpoint.Decide(state, new("SA-1", "M1", "CLOUD"), July)).Refuses(AgreementProblems.MilestoneNotReached);
        Settled([Missed], state => DisputeMilestoneEndpoint.Decide(state, new("SA-1", "M1", "CLOUD", "count"), July)).Refuses(AgreementProblems.MilestoneNotReached);
    }

    [Fact]
    public void What_is_missed_can_be_waived() => Settled([Missed], state => WaiveMilestoneEndpoint.Decide(state, new("SA-1", "M1", "CLOUD", "fine"), July))
        .Records(new MilestoneWaived("M1", "CLOUD", "fine", July));

    [Fact]
    public void What_is_reached_is_not_waived() => Settled([InTime], state => WaiveMilestoneEndpoint.Decide(state, new("SA-1", "M1", "CLOUD", "fine"), July))
        .Refuses(AgreementProblems.MilestoneInWrongState);

    private static Then Settled(object[] before, Func<Agreement?, Decision> decide) => Scenario.Given<Agreement>([Signed, .. before]).When(decide);

    private static void Judged(object[] before, Reading now, Reading? atDueEnd, params object[] expected) =>
        Settled(before, state => Decision.Accept([.. JudgeMilestones.Judge(state!.Milestone("M1")!, now, atDueEnd)])).Records(expected);

    private static decimal Count(MilestoneTerms terms)
    {
        var agreement = Scenario.Fold<Agreement>([Signed, Substituted])!;
        var milestone = new Milestone();
        milestone.Set(terms);
        return MilestoneCount.Of(
            milestone,
            agreement,
            [
                new("SA-1/1", Gpu, Condition.Active, 10), new("SA-1/1", Gpu, Condition.InTransit, 99), new("SA-1/1", Gpu, Condition.Inventory, -109),
                new("SA-1/1", Superchip, Condition.Received, 3), new("SA-1/2", Gpu, Condition.Quarantined, 4), new("SA-1/2", NextGpu, Condition.Received, 7),
            ],
            Products);
    }
}
