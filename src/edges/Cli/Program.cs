using System.CommandLine;
using Ledger.Cli.Shared;
using Ledger.Cli.Simulate;

var root = new RootCommand("Work with a ledger over HTTP: play a demonstration deal, load commands, read progress, check the balances.")
{
    SimulateVerb.Create(),
};

return await Invocation.Run(root, args);
