using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Verification;
using Ledger.Verification.Findings;
using Ledger.Verification.Traces;

namespace Ledger.Cli.Verify;

/// <summary>A report for a person, or for a program.</summary>
internal static class VerifyReportView
{
    /// <param name="online">What was found by asking the ledger itself.</param>
    public static int Show(VerifyReport report, IReadOnlyList<Finding> online, bool json)
    {
        var whole = report with
        {
            Findings = [.. report.Findings, .. online],
            FindingCounts = report.FindingCounts.Concat(online.CountBy(finding => finding.Rule).Select(rule => KeyValuePair.Create(rule.Key, (long)rule.Value)))
                .GroupBy(rule => rule.Key).ToDictionary(rule => rule.Key, rule => rule.Sum(count => count.Value)),
        };
        if (json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(whole, VerifyJson.Default.VerifyReport));
        }
        else
        {
            Write(whole);
        }

        return whole.IsVerified ? ExitCodes.Verified : ExitCodes.Findings;
    }

    private static void Write(VerifyReport report)
    {
        foreach (var leaf in report.Sample)
        {
            Line($"leaf {leaf.Index}, {(leaf.IsProven ? "proven" : "NOT PROVEN")}: {leaf.Entry}");
        }

        foreach (var finding in report.Findings)
        {
            Line(finding.ToString());
        }

        foreach (
            var rule in report.FindingCounts.Where(rule => rule.Value > report.Findings.Count(finding => finding.Rule == rule.Key)).OrderBy(rule => rule.Key))
        {
            Line($"{rule.Key}: {rule.Value:N0} findings in all");
        }

        Line(string.Join(
            ", ", report.Counts.OrderBy(count => count.Key, StringComparer.Ordinal)
            .Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Value:N0} {count.Key}"))));
        foreach (var note in report.Notes)
        {
            Line($"note: {note}");
        }

        Line(report.IsVerified ? "VERIFIED"
            : $"NOT VERIFIED: {report.FindingCounts.Values.Sum():N0} findings by {string.Join(", ", report.FindingCounts.Keys.Order())}");
        Line($"{report.Origin}, {report.Size:N0} leaves, root {report.Root}");
        Line(report.CosignedAt is { } at ? $"cosigned by {string.Join(", ", report.Witnesses)}, last at {at:yyyy-MM-dd HH:mm:ss}Z"
            : "cosigned by no witness of the policy");
    }

    private static void Line(FormattableString text) => Line(text.ToString(CultureInfo.InvariantCulture));

    private static void Line(string text) => Console.Out.WriteLine(text);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, WriteIndented = true)]
[JsonSerializable(typeof(VerifyReport))]
[JsonSerializable(typeof(TraceReport))]
internal sealed partial class VerifyJson : JsonSerializerContext;
