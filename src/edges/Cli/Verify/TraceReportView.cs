using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Verification;
using Ledger.Verification.Traces;

namespace Ledger.Cli.Verify;

/// <summary>A report on a unit's trail, for a person or for a program.</summary>
internal static class TraceReportView
{
    /// <summary>Zips begin otherwise, however little there is of them.</summary>
    private const int BeginningBytes = 64;

    public static bool IsTrace(FileInfo file)
    {
        var beginning = new byte[BeginningBytes];
        using var stream = file.OpenRead();
        return TraceCheck.IsTrace(beginning.AsSpan(0, stream.ReadAtLeast(beginning, BeginningBytes, throwOnEndOfStream: false)));
    }

    public static int Show(TraceReport report, bool json)
    {
        if (json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(report, TraceJson.Default.TraceReport));
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
            Line($"leaf {step.Index}, position {step.Seq}: {step.Type} at {step.OccurredAt}, recorded {step.At} by {step.By ?? "the ledger"}: {step.From} to {step.To}");
        }

        foreach (var finding in report.Findings)
        {
            Line($"{finding}");
        }

        foreach (var note in report.Notes)
        {
            Line($"note: {note}");
        }

        Line(report.IsVerified ? $"VERIFIED: {report.Product} {report.Serial} is in {report.Account}" : (FormattableString)$"NOT VERIFIED: {report.Findings.Count:N0} findings");
        Line($"{report.Origin}, {report.Size:N0} leaves, root {report.Root}");
        Line(report.CosignedAt is { } at ? $"cosigned by {string.Join(", ", report.Witnesses)}, last at {at:yyyy-MM-dd HH:mm:ss}Z" : (FormattableString)$"cosigned by no witness of the policy");
    }

    private static void Line(FormattableString text) => Console.Out.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, WriteIndented = true)]
[JsonSerializable(typeof(TraceReport))]
internal sealed partial class TraceJson : JsonSerializerContext;
