using System.CommandLine;

namespace Ledger.Cli.Report;

/// <summary>The verb <c>ledger report</c>, which groups reports.</summary>
internal static class ReportVerb
{
    public static Command Create() => new("report",
        "Reports for auditors: events that were reported late, and how they changed the figures of a closed period.")
    {
        LateFactsVerb.Create(),
        RestatementVerb.Create(),
    };
}
