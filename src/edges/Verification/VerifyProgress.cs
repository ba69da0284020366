namespace Ledger.Verification;

/// <summary>How far a verification is, in unpacked bytes; whoever shows it looks from time to time.</summary>
public sealed class VerifyProgress
{
    private long _done;

    public long Total { get; internal set; } = 1;

    public long Done => Volatile.Read(ref _done);

    internal void Add(long bytes) => Interlocked.Add(ref _done, bytes);
}
