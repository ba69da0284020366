using System.Buffers;
using System.Text.Json;
using Ledger.Cli.Shared;

namespace Ledger.Cli.Simulate;

/// <summary>Commands as JSON lines: one object a line, <c>type</c> first and <c>occurredAt</c> last, each line ended by a line feed.</summary>
internal static class CommandLines
{
    public static long Write(Simulation simulation, Stream stream, Meter meter, CancellationToken cancel)
    {
        // Not disposed of, for it would close the stream, which is the caller's.
        var buffered = new BufferedStream(stream, 1 << 16);
        var line = new ArrayBufferWriter<byte>(1 << 16);
        using var json = new Utf8JsonWriter(line, new JsonWriterOptions { Encoder = CommandJson.Options.Encoder });
        var lines = 0L;
        foreach (var command in simulation.Commands())
        {
            cancel.ThrowIfCancellationRequested();
            CommandJson.Write(json, command);
            buffered.Write(line.WrittenSpan);
            buffered.WriteByte((byte)'\n');
            line.ResetWrittenCount();
            json.Reset();
            lines++;
            meter.MoveTo(simulation.UnitsRegistered);
        }

        buffered.Flush();
        return lines;
    }
}
