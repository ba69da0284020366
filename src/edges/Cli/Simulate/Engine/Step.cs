using Ledger.Client;

namespace Ledger.Cli.Simulate.Engine;

/// <summary>What a process of the simulation does next: it posts a command now, or it sleeps until a moment.</summary>
internal readonly record struct Step(ICommand? Command, DateTimeOffset Until)
{
    public static implicit operator Step(DateTimeOffset until) => new(null, until);
}
