using Ledger.Sealing;

namespace Ledger.Witness;

/// <summary>What a witness remembers of a log: the largest tree that it ever signed.</summary>
public sealed record LastSeen(string Origin, long Size, Digest Root);
