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

    public static Task<VerifyReport> VerifyAsync(string path, WitnessPolicy policy, Func<VerifyRequest, VerifyRequest>? with = null)
    {
        var request = new VerifyRequest(path, policy) { SealBound = TimeSpan.FromMinutes(1) };
        return new Verifier(new Clock()).RunAsync(with is null ? request : with(request), new VerifyProgress(), CancellationToken.None);
    }

    /// <summary>Found, by this rule, and at this leaf.</summary>
    public static VerifyReport MustTell(this VerifyReport report, Rule rule, long? leaf = null, string? word = null)
    {
        Assert.False(report.IsVerified, "Nothing was found.");
        Assert.True(
            report.Findings.Any(f => f.Rule == rule && (leaf is null || f.Leaf?.Index == leaf) && (word is null || f.ToString().Contains(word, StringComparison.Ordinal))),
            $"{rule} at leaf {leaf} ({word}) is not among:\n{string.Join('\n', report.Findings)}");
        return report;
    }

    public static VerifyReport MustHold(this VerifyReport report)
    {
        Assert.True(report.IsVerified, string.Join('\n', report.Findings));
        return report;
    }

    /// <summary>Some days after the deal of the tests.</summary>
    private sealed class Clock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 11, 25, 0, 0, 0, TimeSpan.Zero);
    }
}
