using System.Globalization;
using System.Text.Json;
using Ledger.Sealing.Notes;
using Ledger.Verification;
using Ledger.Verification.Traces;

namespace Ledger.Cli.Verify;

/// <summary>Verifies the trail of one unit, the file of <c>ledger trace --proof</c>.</summary>
internal static class TraceRun
{
    private const int BeginningBytes = 256;

    /// <summary>Is it such a file, rather than a bundle?</summary>
    public static bool IsTrace(FileInfo file)
    {
        if (!file.Exists)
        {
            return false;
        }

        using var stream = file.OpenRead();
        var beginning = new byte[BeginningBytes];
        return TraceCheck.IsTrace(beginning.AsSpan(0, stream.ReadAtLeast(beginning, BeginningBytes, throwOnEndOfStream: false)));
    }

    public static async Task<int> RunAsync(FileInfo file, WitnessPolicy policy, bool json, CancellationToken cancel)
    {
        if (file.Length > TraceCheck.BytesMax)
        {
            throw new UnreadableException($"{file.Name} has {file.Length} bytes; a trail has at most {TraceCheck.BytesMax}.");
        }

        var report = TraceCheck.Run(await File.ReadAllBytesAsync(file.FullName, cancel), policy);
        if (json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(report, VerifyJson.Default.TraceReport));
        }
        else
        {
            Write(report);
        }

        return report.IsVerified ? ExitCodes.Verified : ExitCodes.Findings;
    }

    private static void Write(TraceReport report)
    {
        foreach (var step in report.Steps)
        {
            Line($"leaf {step.Index}, {step.At}: {step.Type}, {step.From} to {step.To}, by {step.By ?? "the ledger"}");
        }

        foreach (var finding in report.Findings)
        {
            Console.Out.WriteLine(finding);
        }

        foreach (var note in report.Notes)
        {
            Line($"note: {note}");
        }

        Console.Out.WriteLine(report.IsVerified ? "VERIFIED" : "NOT VERIFIED");
        Line($"{report.Product} {report.Serial} at {report.Account ?? "nowhere"}; {report.Origin}, {report.Size:N0} leaves, root {report.Root}");
        Line($"cosigned by {(report.Witnesses.Count == 0 ? "no witness of the policy" : string.Join(", ", report.Witnesses))}");
    }

    private static void Line(FormattableString text) => Console.Out.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
