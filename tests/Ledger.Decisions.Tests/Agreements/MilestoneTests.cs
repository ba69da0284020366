using System.Numerics;
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
    private static readonly DateTimeOffset Recorded = DueEnd.AddDays(20);
    private static readonly CountStep InJune = new(7, June, Recorded);
    private static readonly CountStep InJuly = new(9, July, Recorded);
    private static readonly MilestoneReached InTime = new("M1", "20", 10, false, June, new(7, Recorded));
    private static readonly MilestoneReached Late = new("M1", "25", 10, true, July, new(9, Recorded));
    private static readonly MilestoneMissed Missed = new("M1", new(2026, 6, 30), "19", 10, DueEnd);
    private static readonly MilestoneFellBack FellBack = new("M1", "19", 10, July, new(9, Recorded));

    [Fact]
    public void Nothing_is_told_while_too_few_units_count_and_time_is_left() => Judged([], new(10, 19));

    [Fact]
    public void It_is_reached_when_enough_units_count() => Judged([], new(10, 20, Rose: InJune), InTime);

    [Fact]
    public void It_is_reached_once() => Judged([InTime], new(10, 30, 20, InJune));

    [Fact]
    public void It_is_missed_when_told_time_has_passed_the_due_date() => Judged([], new(10, 19, 19), Missed);

    [Fact]
    public void It_is_missed_once() => Judged([Missed], new(10, 19, 19));

    [Fact]
    public void It_is_reached_late_after_it_was_missed() => Judged([Missed], new(10, 25, 19, InJuly), Late);

    /// <summary>The due date is over at the first moment of the next day.</summary>
    [Fact]
    public void It_is_late_from_the_end_of_the_due_date_on()
    {
        var last = DueEnd.AddMicroseconds(-1);
        Judged([], new(10, 20, Rose: InJune with { EffectiveAt = last }), InTime with { OccurredAt = last });
        Judged([Missed], new(10, 25, 19, InJuly with { EffectiveAt = DueEnd }), Late with { OccurredAt = DueEnd });
    }

    [Fact]
    public void Judged_only_when_both_have_happened_it_is_both() => Judged([], new(10, 25, 19, InJuly), Missed, Late);

    [Fact]
    public void It_falls_back_when_its_units_are_taken_away_before_it_is_confirmed() => Judged([InTime], new(10, 19, Fell: InJuly), FellBack);

    [Fact]
    public void What_fell_back_before_the_due_date_was_over_is_missed_once_it_is() => Judged([InTime], new(10, 19, 19, Fell: InJuly), FellBack, Missed);

    [Fact]
    public void What_was_there_in_time_and_fell_back_later_was_not_missed() => Judged([InTime], new(10, 19, 20, Fell: InJuly), FellBack);

    /// <summary>However soon it was judged: at once there was neither a reaching nor a falling back.</summary>
    [Fact]
    public void What_came_and_went_before_it_was_judged_was_never_reached() => Judged([], new(10, 19, Fell: InJuly));

    [Fact]
    public void What_fell_back_is_reached_again() => Judged([InTime, FellBack], new(10, 25, 19, InJuly), Missed, Late);

    [Fact]
    public void What_is_confirmed_stays_whatever_the_figures_say() =>
        Judged([InTime, new MilestoneConfirmed("M1", "CLOUD", null, July)], new(10, 0, 0, Fell: InJuly));

    /// <summary>It was there when the due date ended; what fell back and came again since is reached again then, and not late.</summary>
    [Fact]
    public void What_was_there_in_time_fell_back_and_came_again_is_reached_again_and_not_late() =>
        Judged([InTime, FellBack], new(10, 25, 20, InJuly, IsInTime: true), Late with { Late = false });

    [Fact]
    public void A_fact_told_late_moves_the_moment_of_reaching() =>
        Judged([InTime], new(10, 20, 20, InJune with { EffectiveAt = June.AddDays(-3) }), InTime with { OccurredAt = June.AddDays(-3) });

    [Fact]
    public void Facts_told_late_about_a_time_before_the_due_date_are_not_late_and_marked() =>
        Judged([Missed], new(10, 20, 20, InJune), InTime with { AfterMissed = true });

    [Fact]
    public void New_terms_give_a_missed_milestone_another_chance_and_it_comes_back_only_as_late()
    {
        var later = new AgreementAmended("A-1", "later", [], [FirstTwenty with { DueOn = new(2026, 9, 1) }], July);
        Judged([Missed, later], new(10, 25, Rose: InJuly), Late);
        Judged([later], new(10, 25, Rose: InJuly), Late);
    }

    [Fact]
    public void New_terms_that_were_agreed_before_the_due_date_was_over_count_alone()
    {
        var later = new AgreementAmended("A-1", "later", [], [FirstTwenty with { DueOn = new(2026, 9, 1) }], June);
        Judged([later], new(10, 25, Rose: InJuly), Late with { Late = false });
    }

    /// <summary>Eight in the evening of the due date in Los Angeles is the next day in UTC.</summary>
    [Theory]
    [InlineData("America/Los_Angeles", "2026-06-30T20:00:00-07:00", false)]
    [InlineData("America/Los_Angeles", "2026-07-01T00:00:00-07:00", true)]
    [InlineData(null, "2026-06-30T20:00:00-07:00", true)]
    [InlineData("Asia/Tokyo", "2026-06-30T15:00:00Z", true)]
    [InlineData("Asia/Tokyo", "2026-06-30T14:59:59Z", false)]
    public void A_due_date_is_a_day_in_the_agreement_s_time_zone(string? timeZone, string at, bool isLate)
    {
        var rose = InJune with { EffectiveAt = DateTimeOffset.Parse(at, null) };
        var milestone = Scenario.Fold<Agreement>([Signed with { TimeZone = timeZone }])!.Milestone("M1")!;
        Assert.Equal(isLate, ((MilestoneReached)JudgeMilestones.Judge(milestone, new(10, 20, Rose: rose)).Single()).Late);
    }

    /// <summary>In Beirut clocks go forward at midnight, and back at midnight; the day begins when the last one ends.</summary>
    [Theory]
    [InlineData("2026-03-28", "Asia/Beirut", "2026-03-28T22:00:00Z")]
    [InlineData("2026-10-24", "Asia/Beirut", "2026-10-24T22:00:00Z")]
    [InlineData("2026-06-30", null, "2026-07-01T00:00:00Z")]
    public void A_day_ends_once_also_when_clocks_change(string day, string? timeZone, string end) =>
        Assert.Equal(DateTimeOffset.Parse(end, null), Days.EndOf(DateOnly.Parse(day, null), timeZone));

    [Theory]
    [InlineData("America/Los_Angeles", true)]
    [InlineData("UTC", true)]
    [InlineData("Mars/Olympus", false)]
    [InlineData("../etc/passwd", false)]
    [InlineData("", false)]
    public void A_time_zone_has_an_iana_name(string name, bool isZone) => Assert.Equal(isZone, Days.IsZone(name));

    [Fact]
    public void A_waived_milestone_is_left_alone() => Judged([new MilestoneWaived("M1", "CLOUD", "no need", Signing)], new(10, 25, 20, InJune));

    [Theory]
    [InlineData("2026-06-29T12:00:00Z", "2026-07-01T00:00:00Z")]
    [InlineData("2026-07-01T00:00:00Z", "2026-07-02T00:00:00Z")]
    [InlineData("2026-12-24T18:00:00Z", "2026-12-25T18:00:00Z")]
    public void The_alarm_rings_at_the_end_of_the_due_date_or_a_day_after_recording(string now, string alarm) =>
        Assert.Equal(DateTimeOffset.Parse(alarm, null), DueDates.AlarmOf(DueEnd, DateTimeOffset.Parse(now, null)));

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
    public void What_is_not_reached_any_more_is_not_confirmed_however_soon_it_was_judged() => Settled(
        [InTime], agreement => ConfirmMilestoneEndpoint.Decide(new("SA-1", "M1", "CLOUD"), new(agreement, 19), TheCustomer))
        .Refuses(AgreementProblems.MilestoneNotReached);

    [Fact]
    public void Nothing_is_confirmed_by_figures_that_lag_behind() => Settled(
        [InTime], agreement => ConfirmMilestoneEndpoint.Decide(new("SA-1", "M1", "CLOUD"), new(agreement, null), TheCustomer))
        .Refuses(Problems.PositionNotReached);

    [Fact]
    public void A_dispute_is_withdrawn_or_waived_by_the_customer_alone()
    {
        var disputed = new MilestoneDisputed("M1", "CLOUD", "count", July);
        Settled([InTime, disputed], Withdraw(TheCustomer)).Records(new MilestoneDisputeWithdrawn("M1", "CLOUD", "found", July));
        Settled([InTime, disputed], Waive).Records(new MilestoneWaived("M1", "CLOUD", "fine", July));
        Settled([InTime, disputed], Withdraw(By("NV", July))).Refuses(Problems.NotYourOwn);
        Settled([InTime], Withdraw(TheCustomer)).Refuses(AgreementProblems.MilestoneInWrongState);
        Judged([InTime, disputed, new MilestoneDisputeWithdrawn("M1", "CLOUD", "found", July)], new(10, 19, Fell: InJuly), FellBack);
    }

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
        Judged([], new(10, Fraction.Sum(Enumerable.Repeat(Counted(1), 60)), Rose: InJune), InTime);
        Judged([], new(10, Counted(59)));

        static Fraction Counted(long superchips)
        {
            var milestone = new Milestone();
            milestone.Set(FirstTwenty, Signing);
            return MilestoneCount.Of(
                milestone, Scenario.Fold<Agreement>([Signed, Thirds])!, [new("SA-1/1", Superchip, Condition.Received, superchips)], Products);
        }
    }

    /// <summary>A third and two units in a whole number of thirds.</summary>
    [Fact]
    public void Weights_are_scaled_to_whole_numbers()
    {
        var milestone = new Milestone();
        milestone.Set(FirstTwenty, Signing);
        LineBalance[] balances = [new("SA-1/1", Superchip, Condition.Received, 4), new("SA-1/1", Gpu, Condition.Received, 2)];
        var (units, scale) = MilestoneCount.Weighed(milestone, Scenario.Fold<Agreement>([Signed, Thirds])!, balances, Products);
        Assert.Equal([new("SA-1/1", Superchip, 1), new("SA-1/1", Gpu, 3)], units.Weights);
        Assert.Equal(((BigInteger)60, (Fraction)3), (units.Quantity, scale));
    }

    private static Func<Agreement?, Decision> Confirm(string by, string? reference = null) =>
        agreement => ConfirmMilestoneEndpoint.Decide(new("SA-1", "M1", by, reference), new(agreement, 20), TheCustomer);

    private static Decision Dispute(Agreement? agreement) => DisputeMilestoneEndpoint.Decide(new("SA-1", "M1", "CLOUD", "count"), agreement, TheCustomer);

    private static Func<Agreement?, Decision> Withdraw(Told told) =>
        agreement => WithdrawDisputeEndpoint.Decide(new("SA-1", "M1", "CLOUD", "found"), agreement, told);

    private static Decision Waive(Agreement? agreement) => WaiveMilestoneEndpoint.Decide(new("SA-1", "M1", "CLOUD", "fine"), agreement, TheCustomer);

    private static Then Settled(object[] before, Func<Agreement?, Decision> decide) => Scenario.Given<Agreement>([Signed, .. before]).When(decide);

    private static void Judged(object[] before, MilestoneReading reading, params object[] expected) =>
        Settled(before, state => Decision.Accept([.. JudgeMilestones.Judge(state!.Milestone("M1")!, reading)])).Records(expected);

    private static Fraction Count(MilestoneTerms terms) => Count(
        terms,
        [
            new("SA-1/1", Gpu, Condition.Active, 10), new("SA-1/1", Gpu, Condition.InTransit, 99), new("SA-1/1", Gpu, Condition.Inventory, -109),
            new("SA-1/1", Superchip, Condition.Received, 3), new("SA-1/2", Gpu, Condition.Quarantined, 4), new("SA-1/2", NextGpu, Condition.Received, 7),
        ]);

    private static Fraction Count(MilestoneTerms terms, IReadOnlyList<LineBalance> balances, params object[] more)
    {
        var milestone = new Milestone();
        milestone.Set(terms, Signing);
        return MilestoneCount.Of(milestone, Scenario.Fold<Agreement>([Signed, Substituted, .. more])!, balances, Products);
    }
}
