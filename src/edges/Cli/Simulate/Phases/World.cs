using Ledger.Cli.Simulate.Engine;
using Ledger.Cli.Simulate.Terms;
using Ledger.Client;

namespace Ledger.Cli.Simulate.Phases;

/// <summary>What the processes of one simulation share.</summary>
internal sealed class World
{
    public World(Deal deal)
    {
        Deal = deal;
        Random = new SeededRandom(deal.Seed);
        Timeline = new Timeline(Deal.Begins);
        Milestones = new Milestones(this);
        Mishaps = new Mishaps(this);
        Racks = new Racks(this);
    }

    public Deal Deal { get; }

    public SeededRandom Random { get; }

    public Timeline Timeline { get; }

    public Stock Stock { get; } = new();

    public Numbers Numbers { get; } = new();

    public Milestones Milestones { get; }

    public Mishaps Mishaps { get; }

    public Racks Racks { get; }

    /// <summary>Units that have been registered so far, of <see cref="Deal.UnitsOrdered"/>.</summary>
    public long UnitsRegistered { get; set; }

    /// <summary>A command that is posted now, to be yielded by a process.</summary>
    public Step Post(ICommand command) => new(command, default);

    /// <summary>A pause that lasts between two numbers of days, to be yielded by a process.</summary>
    public Step Days(int least, int most) => Timeline.After(Random.Days(least, most));
}
