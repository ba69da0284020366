using System.CommandLine;
using Ledger.Cli.Shared;

namespace Ledger.Cli.Witnesses;

/// <summary>The verbs below <c>ledger witness</c>.</summary>
internal static class WitnessVerb
{
    public static Command Create() => new("witness", "Be a partner's witness of a ledger's log (key, serve, once), or say who a book's witnesses are (appoint, dismiss, policy).")
    {
        KeyVerb.Create(),
        ServeVerb.Create(),
        OnceVerb.Create(),
        AppointVerb.Create(),
        DismissVerb.Create(),
        PolicyVerb.Create(),
    };

    public static Option<FileInfo> KeyFile() => new("--witness-key") { Description = "File with the witness's private key; 'ledger witness key' makes one.", Required = true };

    public static Option<DirectoryInfo> State() =>
        new("--state") { Description = "Directory for what was signed last. Who loses it must take a new key: with the old one he could contradict himself.", Required = true };

    public static Option<FileInfo> Policy() => new("--policy") { Description = "File that says which logs are witnessed: the log lines of a tlog-policy, as 'ledger witness policy' prints them.", Required = true };

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
