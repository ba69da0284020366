using Ledger.Sealing.Notes;

namespace Ledger.Verification;

/// <summary>What an auditor asks to have verified, and by what. Nothing in the bundle can soften any of it.</summary>
/// <param name="Bundle">The zip.</param>
/// <param name="Policy">The auditor's own copy of the policy.</param>
public sealed record VerifyRequest(string Bundle, WitnessPolicy Policy)
{
    /// <summary>The head that was verified last time; without it the log's past before this bundle is the operator's word.</summary>
    public Checkpoint? Since { get; init; }

    /// <summary>The size that the bundle was asked for as of: then views that only the present has may be left out.</summary>
    public long? Upto { get; init; }

    /// <summary>By how much the witnesses' clocks and the log's may differ, the wait for a leaf included.</summary>
    public TimeSpan Skew { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a row may be without a leaf at most, whatever the manifest says.</summary>
    public TimeSpan SealBound { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How old the cosignatures of the head may be; null for a bundle of any age.</summary>
    public TimeSpan? MaxAge { get; init; }

    /// <summary>How many leaves to draw by the nonce; 0 for none.</summary>
    public int SampleCount { get; init; }

    public string Nonce { get; init; } = "";
}
