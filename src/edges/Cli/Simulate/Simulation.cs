using Ledger.Cli.Simulate.Engine;
using Ledger.Cli.Simulate.Phases;
using Ledger.Cli.Simulate.Terms;

namespace Ledger.Cli.Simulate;

/// <summary>Plays a deal from its opening to its end, a command at a time.</summary>
internal sealed class Simulation(Deal deal, string book)
{
    private readonly World _world = new(deal);

    public Deal Deal => deal;

    public long UnitsRegistered => _world.UnitsRegistered;

    public IEnumerable<DatedCommand> Commands()
    {
        _world.Timeline.Start(Opening.Play(_world, book));
        _world.Timeline.Start(Agreement.Play(_world));
        foreach (var callOff in deal.CallOffs) _world.Timeline.Start(CallOffs.Play(_world, callOff));
        _world.Timeline.Start(CommercialExceptions.Play(_world));
        _world.Timeline.Start(Claims.Play(_world));
        return _world.Timeline.Run();
    }
}
