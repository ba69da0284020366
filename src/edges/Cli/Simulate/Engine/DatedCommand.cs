using Ledger.Client;

namespace Ledger.Cli.Simulate.Engine;

/// <summary>A command and when it happens in the deal: at the time of the simulated clock, unless the command itself names an earlier one, as a late report does.</summary>
internal readonly record struct DatedCommand(ICommand Command, DateTimeOffset OccurredAt);
