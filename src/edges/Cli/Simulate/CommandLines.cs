using System.Text.Json;
using Ledger.Cli.Shared;
using Ledger.Cli.Simulate.Commands;

namespace Ledger.Cli.Simulate;

/// <summary>Commands as JSON lines: one object a line, <c>type</c> first, each line ended by a line feed.</summary>
internal static class CommandLines
{
    private static readonly byte[] LineFeed = "\n"u8.ToArray();

    public static long Write(Simulation simulation, Stream stream, Meter meter, CancellationToken cancel)
    {
        using var buffered = new BufferedStream(stream, 1 << 16);
        using var json = new Utf8JsonWriter(buffered, new JsonWriterOptions { Encoder = CommandJson.Lines.Options.Encoder, SkipValidation = true });
        var lines = 0L;
        foreach (var command in simulation.Commands())
        {
            cancel.ThrowIfCancellationRequested();
            JsonSerializer.Serialize(json, command, CommandJson.Lines.Command);
            json.Flush();
            json.Reset();
            buffered.Write(LineFeed);
            lines++;
            meter.MoveTo(simulation.UnitsRegistered);
        }

        return lines;
    }
}
