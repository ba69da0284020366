using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Cli.Shared;

namespace Ledger.Cli.Export;

/// <summary>The verb <c>ledger export</c>.</summary>
internal static class ExportVerb
{
    private const string Help =
        """
        Fetch a whole book as one file that can be verified without the ledger: its sealed log, its events, its views. 'ledger verify FILE' checks it.

        Example:
          ledger export --book demo --key-file auditor.key --out demo.zip
          ledger export --book demo --key-file auditor.key --upto 5000 --out demo-5000.zip

        Exit codes: 0 written, 1 the ledger or the file refuses, 2 wrong usage, 4 the ledger is away or broke off, 130 interrupted. The file is there only when it is whole.
        """;

    public static Command Create()
    {
        var (at, json, upto) = (new ConnectionOptions(), CommonOptions.Json(), Upto());
        var target = new Option<FileInfo>("--out") { Description = "File to write.", Required = true };
        var verb = new Command("export", Help) { upto, target, json };
        at.AddTo(verb);
        verb.SetAction((arguments, cancel) => Run(at.Of(arguments), arguments.GetValue(upto), arguments.GetValue(target)!, arguments.GetValue(json), cancel));
        return verb;
    }

    public static Option<long?> Upto() => new("--upto") { Description = "The book as of the log's head with this many leaves; without it, as it is now." };

    private static Task<int> Run(Connection at, long? upto, FileInfo target, bool json, CancellationToken cancel) => Failures.Handle(at.Url, "", async () =>
    {
        using var client = await BundleDownload.ClientAsync(at, cancel);
        var done = await BundleDownload.RunAsync(client, upto, target.FullName, json, cancel);
        Console.Out.WriteLine(json
            ? JsonSerializer.Serialize(new ExportSummary(target.FullName, done.Size, done.Rows, done.Bytes), ExportJson.Default.ExportSummary)
            : string.Create(CultureInfo.InvariantCulture, $"{target.Name}: {at.Book} with {done.Size:N0} leaves, {done.Bytes:N0} bytes"));
        return ExitCode.Done;
    });
}

/// <param name="Leaves">Size of the log that is in it.</param>
/// <param name="Rows">Events in the event table at the time.</param>
internal sealed record ExportSummary(string File, long Leaves, long Rows, long Bytes);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ExportSummary))]
internal sealed partial class ExportJson : JsonSerializerContext;
