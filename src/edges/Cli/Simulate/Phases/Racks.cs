using Ledger.Cli.Simulate.Engine;
using Ledger.Cli.Simulate.Terms;

namespace Ledger.Cli.Simulate.Phases;

/// <summary>Starts a rack as soon as its site has all the parts; each site and build works through its own backlog.</summary>
internal sealed class Racks(World world)
{
    /// <summary>By then everything has been delivered; a rack that still lacks parts means that the plan does not add up.</summary>
    private static readonly DateTimeOffset LastStart = new(2028, 12, 31, 0, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<(string Site, RackBuild Build), int> _backlog = [];

    public void Plan(string site, RackBuild build, int racks)
    {
        var waiting = _backlog.GetValueOrDefault((site, build));
        _backlog[(site, build)] = waiting + racks;
        if (waiting == 0) world.Timeline.Start(Work(site, build));
    }

    private IEnumerable<Step> Work(string site, RackBuild build)
    {
        while (_backlog[(site, build)] > 0)
        {
            if (world.Timeline.Now > LastStart) throw new InvalidOperationException($"{site} has no parts for {build.Model}.");
            while (_backlog[(site, build)] > 0 && build.Parts.All(part => world.Stock.Has(site, part.Product, part.Count)))
            {
                _backlog[(site, build)]--;
                world.Timeline.Start(RackLife.Play(world, new Rack(world, site, build)));
            }

            if (_backlog[(site, build)] > 0) yield return world.Days(1, 1);
        }
    }
}
