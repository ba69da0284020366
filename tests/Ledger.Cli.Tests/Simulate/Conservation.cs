using Ledger.Cli.Simulate.Phases;
using Ledger.Client.Contracts;

namespace Ledger.Cli.Tests.Simulate;

/// <summary>The deal obeys the ledger's rules: whatever is refused is refused on purpose. Each size and seed is another deal.</summary>
public class Conservation
{
    private const int Credited = 1;

    public static TheoryData<int, ulong> Deals => new()
    {
        { 1_000, 1 }, { 1_000, 2 }, { 1_137, 3 }, { 2_345, 4 }, { 4_999, 5 }, { 10_000, 20260316 }, { 10_000, 6 }, { 20_000, 7 },
    };

    [Theory]
    [MemberData(nameof(Deals))]
    public void Only_the_four_mistakes_are_refused(int units, ulong seed)
    {
        var refused = new Fold().Play(Played.Commands(units, seed)).Refused;

        Assert.Equal(
            [nameof(CommissionRack), nameof(PlaceOrder), nameof(ReceiveBatch), nameof(ShipBatch)],
            refused.Select(line => line.Command.GetType().Name).Order());
    }

    [Theory]
    [MemberData(nameof(Deals))]
    public void Every_rack_ends_with_all_its_parts_and_accepted(int units, ulong seed)
    {
        var racks = new Fold().Play(Played.Commands(units, seed)).Racks.All;

        Assert.All(racks.Values.Where(rack => rack.Plan.Site != "BRQ1"), rack =>
        {
            Assert.True(rack.IsComplete, rack.Plan.Rack);
            Assert.Equal("accepted", rack.State);
        });
        Assert.Equal("decommissioned", Assert.Single(racks.Values, rack => rack.Plan.Site == "BRQ1").State);
        Assert.InRange(racks.Values.Count(rack => rack.Model.Model == "NVL-72"), units * 8 / 10 / 72, units / 72);
    }

    [Theory]
    [MemberData(nameof(Deals))]
    public void Order_lines_are_shipped_in_full_and_never_more(int units, ulong seed)
    {
        var fold = new Fold().Play(Played.Commands(units, seed));

        // What is left open: the line of the extra order that the supplier rejected, two switches; and what went back and was not credited or replaced.
        var returned = fold.Units.Values.Count(account => account.EndsWith("/returned", StringComparison.Ordinal));
        Assert.Equal(2 + returned - Credited, fold.Outstanding.Values.Sum());
        Assert.DoesNotContain(fold.Outstanding.Values, outstanding => outstanding < 0);
        Assert.Equal(0, fold.Outstanding[(Claims.Order, 1)]);
    }

    [Theory]
    [MemberData(nameof(Deals))]
    public void Nothing_stays_on_the_road_but_what_is_missing(int units, ulong seed)
    {
        var places = new Fold().Play(Played.Commands(units, seed)).Units.Values.CountBy(account => account[(account.IndexOf('/') + 1)..]).ToDictionary();

        Assert.DoesNotContain("inTransit", places.Keys);
        Assert.DoesNotContain("inventory", places.Keys);
        Assert.DoesNotContain("installed", places.Keys);
        Assert.DoesNotContain("received", places.Keys);
        Assert.True(places["missing"] > 0 && places["returned"] > 0 && places["active"] > places["accepted"]);
    }
}
