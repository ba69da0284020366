namespace Ledger.Verification.Findings;

/// <summary>A leaf, by every name that someone may look it up under.</summary>
/// <param name="Index">Its place in the log; null for a row that has no leaf.</param>
public sealed record LeafName(long? Index, long Seq, string? Stream, long? Version, Guid? Event)
{
    public override string ToString()
    {
        var place = Index is { } index ? $"leaf {index}" : $"row {Seq}, no leaf";
        var stream = Stream is null ? "" : $" ({Stream} version {Version}, event {Event})";
        return place + stream;
    }
}
