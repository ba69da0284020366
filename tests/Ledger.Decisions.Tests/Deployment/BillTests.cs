using CsCheck;
using Ledger.Deployment.RackModels;
using Ledger.Deployment.Racks;

namespace Ledger.Decisions.Tests.Deployment;

public class BillTests
{
    private static readonly (string Product, string Family)[] Products = [("a:1", "gpu"), ("a:2", "gpu"), ("a:3", "nic")];

    private static readonly Gen<RackPart[]> Parts =
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[0, 3], (a1, a2, a3, gpu, nic) => new[]
        {
            new RackPart(gpu, Family: "gpu"), new(a1, Product: "a:1"), new(a2, Product: "a:2"), new(nic, Family: "nic"), new(a3, Product: "a:3"),
        });

    private static readonly Gen<RackUnit[]> Units =
        Gen.Int[0, 2].Array[0, 9]
            .Select(all => all.Select((p, i) => new RackUnit(Products[p].Product, $"{i}", Products[p].Family, null, "installed")).ToArray());

    [Fact]
    public void A_unit_is_its_own_products_part_before_it_is_one_of_its_family()
    {
        RackPart[] parts = [new(1, Family: "gpu"), new(1, Product: "a:1")];
        RackUnit[] units = [new("a:1", "1", "gpu", null, "installed"), new("a:1", "2", "gpu", null, "installed"), new("a:1", "3", "gpu", null, "installed")];
        Assert.Equal([0, 1], Bill.Of(parts, units[..1]).Parts.Select(p => p.Installed));
        Assert.Equal([1, 1], Bill.Of(parts, units[..2]).Parts.Select(p => p.Installed));
        Assert.Equal([units[2]], Bill.Of(parts, units).Surplus);
    }

    [Fact]
    public void No_part_is_ever_counted_twice_or_beyond_what_is_required() => Gen.Select(Parts, Units).Sample((parts, units) =>
    {
        var bill = Bill.Of(parts, units);
        Assert.All(bill.Parts, p => Assert.InRange(p.Installed, 0, p.Required));
        Assert.Equal(units.Length, bill.Parts.Sum(p => p.Installed) + bill.Surplus.Count);
    });

    [Fact]
    public void Counts_do_not_depend_on_the_order_in_which_units_came() => Gen.Select(Parts, Units, Gen.Int).Sample((parts, units, seed) =>
    {
        var shuffled = units.ToArray();
        new Random(seed).Shuffle(shuffled);
        Assert.Equal(Bill.Of(parts, units).Parts, Bill.Of(parts, shuffled).Parts);
    });

    /// <summary>Against trying every assignment of units to parts.</summary>
    [Fact]
    public void No_other_assignment_would_fill_more() => Gen.Select(Parts, Units).Sample(
        (parts, units) =>
            Assert.Equal(MostFilled([.. parts.Select(p => p.Count)], parts, units), Bill.Of(parts, units).Parts.Sum(p => p.Installed)), iter: 300);

    private static int MostFilled(int[] room, RackPart[] parts, ReadOnlySpan<RackUnit> units)
    {
        if (units is [])
        {
            return 0;
        }

        var most = MostFilled(room, parts, units[1..]);
        for (var i = 0; i < parts.Length; i++)
        {
            if (room[i] > 0 && parts[i].Takes(units[0].Product, units[0].Family))
            {
                room[i]--;
                most = Math.Max(most, 1 + MostFilled(room, parts, units[1..]));
                room[i]++;
            }
        }

        return most;
    }
}
