namespace Ledger.Verification.Entries;

/// <summary>An event as the views are folded from it: from a leaf, or from a row that waits for its leaf.</summary>
internal readonly ref struct Fact(int ordinal, in Envelope envelope, ReadOnlySpan<byte> data)
{
    /// <summary>Its place in the table of leaves.</summary>
    public readonly int Ordinal = ordinal;
    public readonly long Seq = envelope.Seq;
    public readonly DateTimeOffset At = envelope.At;
    public readonly string Stream = envelope.Stream;
    public readonly string Type = envelope.Type;

    /// <summary>The whole data as JSON, also where the entry only holds its hash.</summary>
    public readonly ReadOnlySpan<byte> Data = data;
}
