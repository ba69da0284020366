using System.CommandLine;
using Ledger.Cli.Shared;

namespace Ledger.Cli.Witnesses;

/// <summary>The verbs below <c>ledger witness</c>.</summary>
internal static class WitnessVerb
{
    public static Command Create() => new("witness",
        "Run a witness of a ledger's log (key, serve, once), or manage the witnesses of a book (appoint, dismiss, policy).")
    {
        KeyVerb.Create(),
        ServeVerb.Create(),
        OnceVerb.Create(),
        AppointVerb.Create(),
        DismissVerb.Create(),
        PolicyVerb.Create(),
    };

    public static Option<FileInfo> KeyFile() => new("--witness-key")
    {
        Description = "File with the private key of the witness; 'ledger witness key' creates it.",
        Required = true,
    };

    public static Option<DirectoryInfo> State() =>
        new("--state")
        {
            Description = "Directory for the last signed heads. If you lose it, create a new key: the old one could sign a contradiction.",
            Required = true,
        };

    public static Option<FileInfo> Policy() => new("--policy")
    {
        Description = "File with the log lines of a tlog-policy, as 'ledger witness policy' prints them: the logs to witness.",
        Required = true,
    };

    /// <summary>Turns what can be wrong with a witness's files into a message.</summary>
    public static async Task<int> Handle(Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception e) when (e is FormatException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return Terminal.Error(e.Message, "");
        }
    }
}
