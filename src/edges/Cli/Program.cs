using System.CommandLine;
using Ledger.Cli.Check;
using Ledger.Cli.Load;
using Ledger.Cli.Progress;
using Ledger.Cli.Shared;
using Ledger.Cli.Simulate;
using Ledger.Cli.Wait;

var root = new RootCommand("Work with a ledger over HTTP: play a demonstration deal, load commands, read progress, check the balances.")
{
    SimulateVerb.Create(),
    LoadVerb.Create(),
    ProgressVerb.Create(),
    CheckVerb.Create(),
    WaitVerb.Create(),
};

return await Invocation.Run(root, args);
