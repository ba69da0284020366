using System.CommandLine;
using System.Security.Cryptography;
using Ledger.Cli.Shared;
using Ledger.Client;
using Ledger.Client.Bulk;

namespace Ledger.Cli.Post;

/// <summary>The verb <c>ledger post</c>.</summary>
internal static class PostVerb
{
    private const string Help =
        """
        Send one command, a JSON object whose first member is "type", and print the outcome.
        Without --idempotency-key, the key is derived from the content: a command that is sent twice is recorded once and gets the same answer.

        Example:
          echo '{"type":"VoidShipment","batch":"B-17","reason":"wrong lorry"}' | ledger post - --book demo --key-file supplier.key

        Exit codes: 0 recorded, 1 refused, 2 wrong usage, 4 no answer from the ledger (send it again), 130 interrupted (send it again).
        """;

    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "File with the command; - is stdin." };
        var key = new Option<string>("--idempotency-key") { Description = "Idempotency key: 1 to 255 visible ASCII characters." };
        var patience = new Option<int>("--patience")
        {
            Description = "Seconds to keep trying while the ledger does not answer.",
            DefaultValueFactory = _ => 60,
        };
        var at = new ConnectionOptions();
        var verb = new Command("post", Help) { file, key, patience };
        at.AddTo(verb);
        verb.SetAction((arguments, cancel) => Run(
            at.Of(arguments) with { Patience = TimeSpan.FromSeconds(arguments.GetValue(patience)) }, arguments.GetValue(file)!, arguments.GetValue(key),
            cancel));
        return verb;
    }

    private static Task<int> Run(Connection at, string file, string? key, CancellationToken cancel) =>
        Failures.Handle(at.Url, "Correct the command and send it again.", async () =>
        {
            var content = await Read(file, cancel);
            var line = CommandLine.WithKey(content, key ?? $"post-{Convert.ToHexStringLower(SHA256.HashData(content))[..32]}");
            using var ledger = at.Open();
            var answer = (await ledger.PostLinesAsync([line], new() { Stop = cancel, Waiting = Terminal.Say }, cancel))[0];
            if (answer.Outcome is not Recorded recorded) return Terminal.Error($"refused: {((Refused)answer.Outcome).Problem}", "");
            Console.Out.WriteLine($"{recorded}, position {recorded.Position}");
            return ExitCode.Done;
        });

    /// <summary>In one line, as the format wants it.</summary>
    private static async Task<byte[]> Read(string file, CancellationToken cancel)
    {
        using var content = new MemoryStream();
        await using var source = file == "-" ? Console.OpenStandardInput() : File.OpenRead(file);
        await source.CopyToAsync(content, cancel);
        return [.. content.ToArray().AsSpan().Trim(" \t\r\n"u8).ToArray().Select(b => b is (byte)'\n' or (byte)'\r' ? (byte)' ' : b)];
    }
}
