using Ledger.Sealing.Tiles;
using Ledger.Sealing.Trees;

namespace Ledger.Verification.Bundles;

/// <summary>The tiles of a bundle, to make proofs from.</summary>
internal sealed class BundleTiles(Bundle bundle) : ITileSource
{
    public Task<ReadOnlyMemory<byte>> ReadAsync(TilePath tile, CancellationToken ct) => Task.FromResult<ReadOnlyMemory<byte>>(bundle.ReadAll(tile.ToString()));
}
