using System.CommandLine;
using System.Globalization;
using Ledger.Cli.Shared;
using Ledger.Client;
using Ledger.Client.Contracts;
using Ledger.Client.Reading;
using Spectre.Console;

namespace Ledger.Cli.Trace;

/// <summary>The verb <c>ledger trace</c>.</summary>
internal static class TraceVerb
{
    private const string Help =
        """
        Show where a unit is and every event that moved it. --known-at and --effective-at show another moment.
        With --proof FILE, write the whole trail with its proofs to a file. 'ledger verify FILE' checks that file without the ledger.

        Example:
          ledger trace S-1000001 --book demo --key-file auditor.key
          ledger trace S-1000001 --book demo --key-file auditor.key --proof S-1000001.trace.json

        Exit codes: 0 shown or written, 1 refused (no such book or unit, no access, or not sealed yet), 2 wrong usage, 4 no answer from the ledger.
        """;

    private const string WhenRefused = "Check the spelling of the serial. If several products use it, give --product.";

    public static Command Create()
    {
        var serial = new Argument<string>("SERIAL") { Description = "Serial of the unit." };
        var product = new Option<string?>("--product") { Description = "Product of the unit; needed only if several products use the serial." };
        var proof = new Option<FileInfo?>("--proof") { Description = "File to write the proofs to." };
        var (at, moment, json) = (new ConnectionOptions(), new MomentOptions(), CommonOptions.Json());
        var verb = new Command("trace", Help) { serial, product, proof, json };
        moment.AddTo(verb);
        at.AddTo(verb);
        verb.SetAction((arguments, cancel) =>
        {
            var wanted = new UnitQuery(arguments.GetValue(serial)!, arguments.GetValue(product), moment.Of(arguments));
            return arguments.GetValue(proof) is { } file
                ? SaveProof(at.Of(arguments), wanted, file, cancel)
                : ReadVerb.Run(at.Of(arguments), ledger => ReadAsync(ledger, wanted, cancel), arguments.GetValue(json), Show, WhenRefused);
        });
        return verb;
    }

    private static Task<Viewed<TraceView>> ReadAsync(LedgerClient ledger, UnitQuery unit, CancellationToken cancel) => unit.Product is null
        ? ledger.Reads.TraceSerialAsync(unit.Serial, null, unit.At.EffectiveAt, unit.At.AtPosition, unit.At.KnownAt, cancel: cancel)
        : ledger.Reads.TraceUnitAsync(unit.Product, unit.Serial, null, unit.At.EffectiveAt, unit.At.AtPosition, unit.At.KnownAt, cancel: cancel);

    private static Task<int> SaveProof(Connection at, UnitQuery wanted, FileInfo file, CancellationToken cancel) =>
        Failures.Handle(at.Url, WhenRefused, async () =>
        {
            using var ledger = at.Open();
            var unit = (await ReadAsync(ledger, wanted, cancel)).Value!;
            var trail = await ledger.Reads.TraceProofAsync(unit.Product, unit.Serial, cancel: cancel);
            await OutputFile.WriteAsync(file.FullName, trail.Json, cancel);
            Terminal.Say($"ledger: wrote {trail.Value!.Events.Count} events of {unit.Serial}, each with its proof, to {file.FullName}");
            return ExitCode.Done;
        });

    private static void Show(TraceView trace)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("position", "told", "takes effect", "recorded", "event", "from", "to");
        foreach (var step in trace.Events)
        {
            var mark = step.Declared is { Reason: var reason } ? $" (declared erroneous: {reason})" : "";
            table.AddRow([.. new[]
            {
                step.Position.ToString(CultureInfo.InvariantCulture), Terminal.Minute(step.OccurredAt),
                step.EffectiveAt is { } effective ? Terminal.Minute(effective) : "", Terminal.Minute(step.RecordedAt),
                step.Type + mark, step.From, step.To,
            }.Select(Terminal.Cell)]);
        }

        Terminal.Data.Write(table);
        Terminal.Data.WriteLine($"{trace.Product} {trace.Serial} is in {trace.Account}{(trace.Line is { } line ? $", counts toward {line}" : "")}");
    }

    private sealed record UnitQuery(string Serial, string? Product, Moment At);
}
