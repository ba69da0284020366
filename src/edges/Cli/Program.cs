using System.CommandLine;
using Ledger.Cli.Check;
using Ledger.Cli.Declare;
using Ledger.Cli.Events;
using Ledger.Cli.Explain;
using Ledger.Cli.Export;
using Ledger.Cli.Keys;
using Ledger.Cli.Load;
using Ledger.Cli.Log;
using Ledger.Cli.Post;
using Ledger.Cli.Progress;
using Ledger.Cli.Proposals;
using Ledger.Cli.Replay;
using Ledger.Cli.Report;
using Ledger.Cli.Shared;
using Ledger.Cli.Simulate;
using Ledger.Cli.Terms;
using Ledger.Cli.Trace;
using Ledger.Cli.Verify;
using Ledger.Cli.Wait;
using Ledger.Cli.Witnesses;

var root = new RootCommand("Work with a ledger over HTTP: play a demonstration deal, load commands, read progress and events, check the balances, issue keys.")
{
    SimulateVerb.Create(),
    LoadVerb.Create(),
    ProgressVerb.Create(),
    CheckVerb.Create(),
    EventsVerb.Create(),
    PostVerb.Create(),
    DeclareVerb.Create(),
    TraceVerb.Create(),
    ReplayVerb.Create(),
    ExplainVerb.Create(),
    ReportVerb.Create(),
    TermsVerb.Create(),
    ProposalsVerb.Create(),
    KeysVerb.Create(),
    LogVerb.Create(),
    ExportVerb.Create(),
    VerifyVerb.Create(),
    WaitVerb.Create(),
    WitnessVerb.Create(),
};

return await Invocation.Run(root, args);

/// <summary>Said here, or the web framework would make it public and it would pass for the host's.</summary>
internal partial class Program;
