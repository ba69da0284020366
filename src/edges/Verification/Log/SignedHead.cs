using Ledger.Sealing;

namespace Ledger.Verification.Log;

/// <summary>A head that was signed once.</summary>
/// <param name="FirstCosigned">When the first witness of the pinned policy signed it; null when none did.</param>
/// <param name="LastCosigned">When the last one did.</param>
internal sealed record SignedHead(long Size, Digest Root, DateTimeOffset? FirstCosigned, DateTimeOffset? LastCosigned);
