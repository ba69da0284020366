using System.CommandLine;

namespace Ledger.Cli.Keys;

/// <summary>The verbs below <c>ledger keys</c>.</summary>
internal static class KeysVerb
{
    public static Command Create() => new("keys",
        "Issue, replace, revoke and list API keys. Needs the operator's key: --key-file FILE, or the environment variable LEDGER_KEY.")
    {
        IssueVerb.Create(),
        RotateVerb.Create(),
        RevokeVerb.Create(),
        ListVerb.Create(),
        DemoVerb.Create(),
    };
}
