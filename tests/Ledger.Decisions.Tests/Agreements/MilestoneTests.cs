using Ledger.Agreements;
using Ledger.Agreements.Agreements;
using Ledger.Agreements.Milestones;
using Ledger.Contracts;
using Ledger.Contracts.Ports;
using Ledger.Kernel;
using static Ledger.Decisions.Tests.Agreements.Deal;

namespace Ledger.Decisions.Tests.Agreements;

public class MilestoneTests
{
    private static readonly DateTimeOffset DueEnd = new(2026, 7, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset June = DueEnd.AddDays(-5);
    private static readonly DateTimeOffset July = DueEnd.AddDays(5);
    private static readonly Told TheCustomer = By("CLOUD", July);
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

    /// <summary>The due date is over at the first moment of the next day.</summary>
    [Fact]
    public void It_is_late_from_the_end_of_the_due_date_on()
    {
        Judged([], new(20, 7, DueEnd.AddMicroseconds(-1)), null, InTime with { OccurredAt = DueEnd.AddMicroseconds(-1) });
        Judged([Missed], new(25, 9, DueEnd), new(19, 7, June), Late with { OccurredAt = DueEnd });
    }

    [Fact]
    public void Judged_only_when_both_have_happened_it_is_both() => Judged([], new(25, 9, July), new(19, 7, June), Missed, Late);

    [Fact]
    public void What_was_there_in_time_counts_though_it_was_returned_since() => Judged([], new(5, 9, July), new(20, 7, June), InTime);

    [Fact]
    public void Facts_told_late_about_a_time_before_the_due_date_are_not_late() =>
        Judged([Missed], new(25, 9, July), new(20, 8, June), InTime with { Position = 8 });

    [Fact]
    public void New_terms_give_a_missed_milestone_another_chance()
    {
        var later = new AgreementAmended("A-1", "later", [], [FirstTwenty with { DueOn = new(2026, 9, 1) }], Signing);
        Judged([Missed, later], new(25, 9, July), null, Late with { Late = false });
    }

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

    /// <summary>On line 2 superchips stand in for the next GPU, on line 1 for the GPU that the milestone counts.</summary>
    [Fact]
    public void A_substitute_of_another_product_does_not_count()
    {
        var ofAnother = new SubstitutionApproved(2, NextGpu, Superchip, "3", Signing);
        LineBalance[] balances = [new("SA-1/1", Superchip, Condition.Received, 3), new("SA-1/2", Superchip, Condition.Received, 5)];
        Assert.Equal(2 * 3, Count(FirstTwenty, balances, ofAnother));
        Assert.Equal(3 * 5, Count(FirstTwenty with { Product = NextGpu }, balances, ofAnother));
    }

    [Fact]
    public void A_family_counts_the_committed_units_of_its_lines() =>
        Assert.Equal(10 + 2 * 3 + 4 + 7, Count(FirstTwenty with { Product = null, Family = "gpu" }));

    [Fact]
    public void Only_units_that_have_come_as_far_as_the_metric_count() => Assert.Equal(10, Count(FirstTwenty with { Metric = Metric.Accepted }));

    [Fact]
    public void The_customer_confirms() => Settled([InTime], Confirm("CLOUD", "R-7")).Records(new MilestoneConfirmed("M1", "CLOUD", "R-7", July));

    [Fact]
    public void What_is_reached_can_be_disputed() => Settled([InTime], Dispute).Records(new MilestoneDisputed("M1", "CLOUD", "count", July));

    [Fact]
    public void The_supplier_does_not_confirm() => Settled([InTime], Confirm("NV")).Refuses(AgreementProblems.WrongRole);

    [Fact]
    public void What_is_disputed_can_be_confirmed_yet_and_is_not_disputed_again()
    {
        var disputed = new MilestoneDisputed("M1", "CLOUD", "count", July);
        Settled([InTime, disputed], Confirm("CLOUD")).Records(new MilestoneConfirmed("M1", "CLOUD", null, July));
        Settled([InTime, disputed], Dispute).Refuses(AgreementProblems.MilestoneInWrongState);
    }

    [Fact]
    public void What_is_not_reached_is_neither_confirmed_nor_disputed()
    {
        Settled([], Confirm("CLOUD")).Refuses(AgreementProblems.MilestoneNotReached);
        Settled([Missed], Dispute).Refuses(AgreementProblems.MilestoneNotReached);
    }

    [Fact]
    public void What_is_missed_or_still_planned_can_be_waived()
    {
        Settled([Missed], Waive).Records(new MilestoneWaived("M1", "CLOUD", "fine", July));
        Settled([], Waive).Records(new MilestoneWaived("M1", "CLOUD", "fine", July));
    }

    [Fact]
    public void What_is_reached_is_not_waived() => Settled([InTime], Waive).Refuses(AgreementProblems.MilestoneInWrongState);

    [Fact]
    public void Only_a_milestone_of_the_agreement_is_settled()
    {
        Settled([], agreement => WaiveMilestoneEndpoint.Decide(new("SA-1", "M2", "CLOUD", "fine"), agreement, TheCustomer))
            .Refuses(AgreementProblems.UnknownMilestone);
        Scenario.Given<Agreement>().When(Waive).Refuses(AgreementProblems.UnknownAgreement);
    }

    [Fact]
    public void Three_substitutes_at_a_third_count_exactly_one()
    {
        var line = Fraction.Sum([Counted(1), Counted(2)]);
        Assert.Equal((1, Fraction.Parse("4/3")), (line, Counted(4)));
        Judged([], new(Fraction.Sum(Enumerable.Repeat(Counted(1), 60)), 7, June), null, InTime);
        Judged([], new(Counted(59), 7, June), null);

        static Fraction Counted(long superchips)
        {
            var milestone = new Milestone();
            milestone.Set(FirstTwenty);
            return MilestoneCount.Of(
                milestone, Scenario.Fold<Agreement>([Signed, Thirds])!, [new("SA-1/1", Superchip, Condition.Received, superchips)], Products);
        }
    }

    private static Func<Agreement?, Decision> Confirm(string by, string? reference = null) =>
        agreement => ConfirmMilestoneEndpoint.Decide(new("SA-1", "M1", by, reference), agreement, TheCustomer);

    private static Decision Dispute(Agreement? agreement) => DisputeMilestoneEndpoint.Decide(new("SA-1", "M1", "CLOUD", "count"), agreement, TheCustomer);

    private static Decision Waive(Agreement? agreement) => WaiveMilestoneEndpoint.Decide(new("SA-1", "M1", "CLOUD", "fine"), agreement, TheCustomer);

    private static Then Settled(object[] before, Func<Agreement?, Decision> decide) => Scenario.Given<Agreement>([Signed, .. before]).When(decide);

    private static void Judged(object[] before, Reading now, Reading? atDueEnd, params object[] expected) =>
        Settled(before, state => Decision.Accept([.. JudgeMilestones.Judge(state!.Milestone("M1")!, now, atDueEnd)])).Records(expected);

    private static Fraction Count(MilestoneTerms terms) => Count(
        terms,
        [
            new("SA-1/1", Gpu, Condition.Active, 10), new("SA-1/1", Gpu, Condition.InTransit, 99), new("SA-1/1", Gpu, Condition.Inventory, -109),
            new("SA-1/1", Superchip, Condition.Received, 3), new("SA-1/2", Gpu, Condition.Quarantined, 4), new("SA-1/2", NextGpu, Condition.Received, 7),
        ]);

    private static Fraction Count(MilestoneTerms terms, IReadOnlyList<LineBalance> balances, params object[] more)
    {
        var milestone = new Milestone();
        milestone.Set(terms);
        return MilestoneCount.Of(milestone, Scenario.Fold<Agreement>([Signed, Substituted, .. more])!, balances, Products);
    }
}
