using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Ledger.Cli.Shared;
using Ledger.Client;
using Spectre.Console;

namespace Ledger.Cli.Trace;

/// <summary>The verb <c>ledger trace</c>.</summary>
internal static class TraceVerb
{
    private const string Help =
        """
        Show where a unit is and every event that moved it; --known-at and --effective-at ask for another moment.
        With --proof FILE, keep the whole trail as one file of proofs instead, which ledger verify checks without the ledger.

        Example:
          ledger trace S-1000001 --book demo --key-file auditor.key
          ledger trace S-1000001 --book demo --key-file auditor.key --proof S-1000001.trace.json

        Exit codes: 0 shown or kept, 1 no such book or unit, or no right to it, or it is not sealed yet, 2 wrong usage, 4 the ledger is away.
        """;

    public static Command Create()
    {
        var serial = new Argument<string>("serial") { Description = "The unit's serial." };
        var product = new Option<string?>("--product") { Description = "Its product; needed only where several products use the serial." };
        var proof = new Option<FileInfo?>("--proof") { Description = "File to keep the proofs in." };
        var (at, moment, json) = (new ConnectionOptions(), new MomentOptions(), CommonOptions.Json());
        var verb = new Command("trace", Help) { serial, product, proof, json };
        moment.AddTo(verb);
        at.AddTo(verb);
        verb.SetAction((arguments, cancel) => Run(
            at.Of(arguments), Address(arguments.GetValue(product), arguments.GetValue(serial)!), moment.Of(arguments), arguments.GetValue(proof), arguments.GetValue(json), cancel));
        return verb;
    }

    private static Task<int> Run(Connection at, string address, (string, string?)[] moment, FileInfo? proof, bool json, CancellationToken cancel) =>
        Failing.Told(at.Url, "Is the serial written as on the unit? Where several products use it, give --product.", async () =>
        {
            using var ledger = at.Open();
            var trace = await ledger.Reads.GetJsonAsync(Query.Of(address, moment), cancel: cancel);
            if (proof is not null) return await KeepAsync(ledger, trace, proof, cancel);
            if (json) Console.Out.WriteLine(JsonSerializer.Serialize(trace, ReadJson.Default.JsonElement));
            else Show(trace);
            return ExitCode.Done;
        });

    private static string Address(string? product, string serial) =>
        product is null ? $"units/{Uri.EscapeDataString(serial)}" : $"units/{Uri.EscapeDataString(product)}/{Uri.EscapeDataString(serial)}";

    /// <summary>Written beside the file first: what stands under its name is always whole.</summary>
    private static async Task<int> KeepAsync(LedgerClient ledger, JsonElement trace, FileInfo file, CancellationToken cancel)
    {
        var trail = await ledger.Reads.GetJsonAsync($"{Address(trace.GetProperty("product").GetString(), trace.GetProperty("serial").GetString()!)}/proof", cancel: cancel);
        var part = $"{file.FullName}.part";
        await File.WriteAllTextAsync(part, trail.GetRawText(), cancel);
        File.Move(part, file.FullName, overwrite: true);
        Terminal.Say($"ledger: {trail.GetProperty("events").GetArrayLength()} events of {trace.GetProperty("serial").GetString()}, each with its proof, are in {file.FullName}");
        return ExitCode.Done;
    }

    private static void Show(JsonElement trace)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("position", "occurred", "recorded", "event", "from", "to");
        foreach (var step in trace.GetProperty("events").EnumerateArray())
        {
            var mark = step.TryGetProperty("declared", out var declared) ? $" (declared erroneous: {declared.GetProperty("reason").GetString()})" : "";
            table.AddRow([.. new[]
            {
                step.GetProperty("position").GetRawText(), Minute(step.GetProperty("occurredAt")), Minute(step.GetProperty("recordedAt")), step.GetProperty("type").GetString() + mark,
                step.GetProperty("from").GetString()!, step.GetProperty("to").GetString()!,
            }.Select(Markup.Escape)]);
        }

        Terminal.Data.Write(table);
        var line = trace.TryGetProperty("line", out var counted) ? $", counts toward {counted.GetString()}" : "";
        Terminal.Data.WriteLine($"{trace.GetProperty("product").GetString()} {trace.GetProperty("serial").GetString()} is in {trace.GetProperty("account").GetString()}{line}");
    }

    private static string Minute(JsonElement time) => time.GetDateTimeOffset().UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
