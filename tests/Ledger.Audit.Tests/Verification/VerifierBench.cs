using Ledger.Sealing.Notes;
using Ledger.Verification;
using Ledger.Verification.Findings;

namespace Ledger.Audit.Tests.Verification;

/// <summary>Runs the verifier on what a test built, and removes it again.</summary>
internal static class VerifierBench
{
    public static async Task<VerifyReport> VerifyAsync(this BundleBuilder bundle, Signers signers, Func<VerifyRequest, VerifyRequest>? with = null)
    {
        var path = bundle.Write();
        try
        {
            return await VerifyAsync(path, signers.Policy, with);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(path)!, true);
        }
    }

    /// <param name="now">When it is verified; some days after the deal of the tests unless it is told.</param>
    public static Task<VerifyReport> VerifyAsync(string path, WitnessPolicy policy, Func<VerifyRequest, VerifyRequest>? with = null, DateTimeOffset? now = null)
    {
        var request = new VerifyRequest(path, policy) { SealBound = TimeSpan.FromMinutes(1) };
        var clock = new Clock(now ?? new(2026, 11, 25, 0, 0, 0, TimeSpan.Zero));
        return new Verifier(clock).RunAsync(with is null ? request : with(request), new VerifyProgress(), CancellationToken.None);
    }

    /// <summary>Found, by this rule, and at this leaf.</summary>
    public static VerifyReport MustTell(this VerifyReport report, Rule rule, long? leaf = null, string? word = null)
    {
        Assert.False(report.IsVerified, "Nothing was found.");
        Assert.True(
            report.Findings.Any(
                f => f.Rule == rule && (leaf is null || f.Leaf?.Index == leaf) && (word is null || f.ToString().Contains(word, StringComparison.Ordinal))),
            $"{rule} at leaf {leaf} ({word}) is not among:\n{string.Join('\n', report.Findings)}");
        return report;
    }

    public static VerifyReport MustHold(this VerifyReport report)
    {
        Assert.True(report.IsVerified, string.Join('\n', report.Findings));
        return report;
    }

    private sealed class Clock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
