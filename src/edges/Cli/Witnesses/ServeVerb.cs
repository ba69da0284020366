using System.CommandLine;
using Ledger.Cli.Shared;
using Ledger.Witness;

namespace Ledger.Cli.Witnesses;

/// <summary>The verb <c>ledger witness serve</c>.</summary>
internal static class ServeVerb
{
    private const string Help =
        """
        Witness logs over HTTP (C2SP tlog-witness): POST /add-checkpoint signs a head when a known log has signed it and when it continues what was signed here before.
        What is signed is on disk before it is answered. GET /<SHA-256 of the log's name>/checkpoint shows the last head.
        It listens on loopback unless told otherwise; put a proxy with TLS before it for the world outside. A changed policy is read at the next start.

        Example:
          ledger witness serve --witness-key witness.key --state witness.state --policy ledger.policy
          ledger witness serve --witness-key witness.key --state witness.state --policy ledger.policy --listen http://0.0.0.0:7080

        Exit codes: 0 stopped by a signal, 1 a file is wrong, or the address or the directory is taken, 2 wrong usage.
        """;

    public static Command Create()
    {
        var files = new WitnessFiles();
        var listen = new Option<Uri>("--listen")
        {
            Description = "Where to listen.",
            DefaultValueFactory = _ => new Uri("http://127.0.0.1:7080"),
            CustomParser = result =>
            {
                if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var url) && url is { Scheme: "http", PathAndQuery: "/" }) return url;
                result.AddError("--listen must be an address such as http://127.0.0.1:7080.");
                return null;
            },
        };
        var verbose = new Option<bool>("--verbose") { Description = "Tell of every request, not only of those that should not have been." };
        var verb = new Command("serve", Help) { listen, verbose };
        files.AddTo(verb);
        verb.SetAction((arguments, stop) => WitnessVerb.Handle(() => Run(files, arguments, arguments.GetValue(listen)!, arguments.GetValue(verbose), stop)));
        return verb;
    }

    private static async Task<int> Run(WitnessFiles files, ParseResult arguments, Uri listen, bool isVerbose, CancellationToken stop)
    {
        var (rule, key, state) = files.Open(arguments);
        using (state)
        {
            await using var server = await WitnessServer.StartAsync(rule, listen, Report);
            Terminal.Say($"{key.Name} listens at {server.Url}");
            await Task.Delay(Timeout.Infinite, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return ExitCode.Done;

        // That a log asks how far the witness is, is no mistake.
        void Report(int status, string sentence)
        {
            if (isVerbose || status is not (200 or 409)) Terminal.Say($"{TimeProvider.System.GetUtcNow():u} {status} {sentence}");
        }
    }
}
