using System.CommandLine;

namespace Ledger.Cli.Report;

/// <summary>The verb <c>ledger report</c>, which groups reports.</summary>
internal static class ReportVerb
{
    public static Command Create() => new("report", "Reports for auditors: facts that were told late, and what they did to figures that had been reported.")
    {
        LateFactsVerb.Create(),
        RestatementVerb.Create(),
    };
}
