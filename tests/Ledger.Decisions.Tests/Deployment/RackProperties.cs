using CsCheck;
using Ledger.Contracts;
using Ledger.Deployment.Racks;

namespace Ledger.Decisions.Tests.Deployment;

/// <summary>What holds after any sequence of commands on several racks, accepted and refused ones mixed.</summary>
public class RackProperties
{
    private static readonly Gen<int[]> Commands = Gen.Int[0, 1_000_000].Array[0, 120];

    [Fact]
    public void Every_movement_takes_units_from_where_they_are() => Commands.Sample(commands => After(commands));

    [Fact]
    public void A_rack_holds_the_units_that_custody_has_in_it() => Commands.Sample(commands =>
    {
        var yard = After(commands);
        foreach (var (code, events) in yard.Racks)
        {
            var inside = RackStory.Fold<Rack>(events)!.Content.Units.Select(u => u.In(code));
            var held = yard.Custody.Values.Where(u => Account.PlaceOf(u.Account) == $"rack:{code}");
            Assert.Equal(held.OrderBy(u => (u.Product, u.Serial)), inside.OrderBy(u => (u.Product, u.Serial)));
        }
    });

    [Fact]
    public void No_rack_ever_holds_more_than_its_model_takes() => AtEveryMoment(rack => Assert.Empty(Bill.Of(rack.Parts, rack.Content.Units).Surplus));

    [Fact]
    public void In_service_all_units_are_active_and_before_its_first_commissioning_none() => AtEveryMoment(rack =>
    {
        if (rack.State is RackState.Commissioned or RackState.Accepted)
        {
            Assert.True(rack.IsComplete);
            Assert.All(rack.Content.Units, u => Assert.Equal(Condition.Active, u.Condition));
        }

        if (!rack.IsPoweredOn)
        {
            Assert.All(rack.Content.Units, u => Assert.Equal(Condition.Installed, u.Condition));
        }
    });

    [Fact]
    public void A_rack_is_planned_exactly_while_it_is_incomplete() => AtEveryMoment(rack =>
        Assert.Equal(!rack.IsComplete, rack.State is RackState.Planned or RackState.Decommissioned));

    /// <summary>Judged by the events alone, not by what the rack remembers of them.</summary>
    [Fact]
    public void A_rack_is_commissioned_only_complete_powered_and_after_a_passed_test_since_its_last_change() => Commands.Sample(commands =>
    {
        foreach (var (_, events) in After(commands).Racks)
        {
            for (var i = 0; i < events.Count; i++)
            {
                if (events[i] is RackCommissioned)
                {
                    var before = events.Take(i).ToList();
                    var lastChange = before.FindLastIndex(e => e is UnitsInstalled or UnitRemoved or UnitReplaced);
                    var changedAt = before.Where(e => e is UnitsInstalled or UnitRemoved or UnitReplaced).Max(e => ((IFact)e).OccurredAt);
                    var test = before.Skip(lastChange + 1).OfType<RackTestRecorded>().Last(t => t.OccurredAt >= changedAt);
                    Assert.Equal(TestOutcome.Passed, test.Outcome);
                    Assert.Contains(before, e => e is RackPoweredOn);
                    Assert.Equal(4, RackStory.Fold<Rack>(before)!.Content.Units.Count);
                }
            }
        }
    });

    [Fact]
    public void A_refused_command_records_nothing_and_moves_nothing() => Commands.Sample(commands =>
    {
        var yard = new RandomRacks();
        foreach (var command in commands)
        {
            var before = Picture(yard);
            if (!yard.Play(command).IsAccepted)
            {
                Assert.Equal(before, Picture(yard));
            }
        }
    }, iter: 20);

    [Fact]
    public void The_list_and_the_view_say_what_the_rack_is() => Commands.Sample(commands =>
    {
        foreach (var (_, events) in After(commands).Racks)
        {
            var (rack, view, listed) = (RackStory.Fold<Rack>(events)!, RackStory.Fold<RackView>(events)!, RackStory.Fold<RackSummary>(events)!);
            Assert.Equal((rack.State, rack.State), (view.State, listed.State));
            Assert.Equal((rack.Content.Units.Count, rack.Content.Units.Count), (view.Units.Count, listed.UnitsInstalled));
            Assert.Equal(rack.Tests.Order(), view.Tests.Select(t => t.Test).Order());
            Assert.Equal(rack.State, view.Timeline[^1].State);
        }
    });

    /// <summary>Otherwise the properties above could hold because nothing ever happens.</summary>
    [Fact]
    public void Random_commands_reach_every_state()
    {
        var yards = Enumerable.Range(0, 60).Select(seed => After([.. Enumerable.Range(seed * 1000, 150)]));
        var reached = yards.SelectMany(y => y.Racks).SelectMany(r => r.Events).Cast<IRackFact>().Select(e => e.State).ToHashSet();
        Assert.Equal(Enum.GetValues<RackState>().ToHashSet(), reached);
    }

    private static RandomRacks After(IEnumerable<int> commands)
    {
        var yard = new RandomRacks();
        foreach (var command in commands)
        {
            yard.Play(command);
        }

        return yard;
    }

    private static void AtEveryMoment(Action<Rack> holds) => Commands.Sample(commands =>
    {
        foreach (var (_, events) in After(commands).Racks)
        {
            for (var i = 1; i <= events.Count; i++)
            {
                holds(RackStory.Fold<Rack>(events.Take(i))!);
            }
        }
    });

    private static string Picture(RandomRacks yard) => RackStory.Written(yard.Racks.Select(r => r.Events)) + RackStory.Written(yard.Custody.Values);
}
