using Ledger.Client.Contracts;
using Ledger.Cli.Simulate.Terms;

namespace Ledger.Cli.Simulate.Phases;

/// <summary>A rack with the units that are set aside for it, and the commands that it goes through.</summary>
internal sealed class Rack
{
    private const string BurnIn = "burn-in 48 h";
    private readonly World _world;
    private readonly List<string> _main;
    private int _tests;

    public Rack(World world, string site, RackBuild build)
    {
        _world = world;
        Site = site;
        Build = build;
        Number = world.Numbers.Count($"{site}-R");
        Name = $"{site}-R{Number:D5}";
        Parts = [.. build.Parts.Select(part => new UnitsOfProduct(part.Product.Id, Serials(part.Product, part.Count)))];
        _main = [.. Parts[0].Serials];
    }

    public string Site { get; }

    public RackBuild Build { get; }

    /// <summary>Counts from one at each site.</summary>
    public int Number { get; }

    public string Name { get; }

    public IReadOnlyList<UnitsOfProduct> Parts { get; }

    /// <summary>The product that most of the rack consists of: the one that the stories about failures are told of.</summary>
    public CatalogProduct Main => Build.Parts[0].Product;

    public PlanRack Plan() => new(Name, Build.Model, Site,
        new($"hall-{(Number - 1) / 1000 + 1}", $"row-{(Number - 1) / 20 % 50 + 1}", $"slot-{(Number - 1) % 20 + 1}"));

    public RecordRackTest Test(bool passed, string? notes = null) => new(
        Name, $"T-{Name}-{++_tests}", BurnIn, passed ? TestOutcome.Passed : TestOutcome.Failed, null, notes);

    public CommissionRack Commission()
    {
        foreach (var (product, count) in Build.Parts) _world.Milestones.Count("commissioned", product, count);
        return new CommissionRack(Name);
    }

    /// <summary>Takes one of the main units out for good and a spare of the site in; says which ones they are.</summary>
    public (string Old, string New) Swap(int slot)
    {
        var old = _main[slot];
        _main[slot] = _world.Stock.Take(Site, Main, 1)[0].Serials[0];
        return (old, _main[slot]);
    }

    public int AnySlot() => _world.Random.Below(_main.Count);

    private IReadOnlyList<string> Serials(CatalogProduct product, int count) =>
        [.. _world.Stock.Take(Site, product, count).SelectMany(run => run.Serials)];
}
