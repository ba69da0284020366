using Ledger.Sealing.Disclosures;
using Ledger.Verification.Findings;

namespace Ledger.Verification.Disclosures;

public enum TermStatus
{
    /// <summary>The log holds its digest, and nobody here has shown what it stands for.</summary>
    Undisclosed,

    /// <summary>A disclosure fits the digest, so this is what was agreed.</summary>
    Disclosed,

    /// <summary>Its key was deleted, and a later leaf says so. Whoever kept the disclosure can still show it.</summary>
    LawfullyErased,
}

/// <summary>One confidential term as the log and the disclosures tell it.</summary>
/// <param name="Class">Decides who may see it; null where the leaf does not say.</param>
public sealed record TermState(LeafName Leaf, string Digest, string? Class)
{
    public TermStatus Status { get; internal set; }

    public Disclosure? Disclosed { get; internal set; }

    /// <summary>The leaf that says that it was erased.</summary>
    public long? ErasedBy { get; internal set; }

    public override string ToString() => Status switch
    {
        TermStatus.Disclosed => $"{Disclosed!.Name}: {Disclosed.Value}",
        TermStatus.LawfullyErased => $"lawfully erased (leaf {ErasedBy})",
        _ => "undisclosed",
    };
}
