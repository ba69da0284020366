using Ledger.Cli.Simulate.Commands;

namespace Ledger.Cli.Simulate.Clockwork;

/// <summary>What a process of the simulation does next: it posts a command now, or it sleeps until a moment.</summary>
internal readonly record struct Step(Command? Command, DateTimeOffset Until)
{
    public static implicit operator Step(Command command) => new(command, default);

    public static implicit operator Step(DateTimeOffset until) => new(null, until);
}
