using Ledger.Sealing;
using Ledger.Sealing.Notes;
using Ledger.Sealing.Tiles;
using Ledger.Sealing.Trees;
using Ledger.Verification.Bundles;
using Ledger.Verification.Entries;
using Ledger.Verification.Findings;

namespace Ledger.Verification.Log;

/// <summary>
/// Compares the bundle's tiles with the hashes of the entries as they come. Where the two differ, the root of the tiles tells which of them is the one that was
/// signed.
/// </summary>
internal sealed class TileCheck(Bundle bundle, long size)
{
    private readonly List<Digest>[] _open = [.. Enumerable.Range(0, TilePath.MaxLevel + 1).Select(_ => new List<Digest>(TilePath.Full))];
    private readonly long[] _index = new long[TilePath.MaxLevel + 1];
    private readonly List<(long Leaf, Digest Tile, Digest Entry)> _leaves = [];
    private readonly List<(TilePath Tile, string Found)> _others = [];
    private CompactRange _sound = new();
    private CompactRange? _tiled;
    private bool _isTiledWhole = true;

    public void Append(Digest leaf, IReadOnlyList<TileNode> completed)
    {
        Add(0, leaf);
        foreach (var node in completed)
        {
            Add(node.Level, node.Hash);
        }
    }

    public void Finish(LeafTable leaves, Checkpoint newest, Digest? root, FindingList findings)
    {
        for (var level = 0; level < _open.Length; level++)
        {
            Close(level);
        }

        var isRight = root == newest.Root;
        var isTilesRight = _isTiledWhole && (_tiled ?? _sound).Size == size && (_tiled ?? _sound).Root() == newest.Root;
        foreach (var (leaf, tile, entry) in _leaves)
        {
            findings.Add(isRight
                ? new(Rule.L2, leaves.NameOf((int)leaf), "the tile holds another hash than the entry's, which is the signed one", $"{entry}", $"{tile}")
                : new(Rule.L2, leaves.NameOf((int)leaf), isTilesRight ? "the entry is not the one that was sealed"
                    : "the entry and the tile differ, and neither comes to the signed root", $"leaf hash {tile}", $"{entry}"));
        }

        if (!isRight && root is not null)
        {
            findings.Add(
                new(Rule.L2, null, isTilesRight ? "the root of the entries (the tiles come to the signed one)" : "the root of the entries",
                $"{newest.Root}, as signed", $"{root}"));
        }

        foreach (var (tile, found) in _others)
        {
            findings.Add(new(Rule.L2, null, $"the tile {tile}", $"{tile.Width} hashes that follow from the entries", found));
        }

        var expected = TilePath.OfTree(size).Select(tile => tile.ToString()).ToHashSet(StringComparer.Ordinal);
        foreach (var stranger in bundle.Names.Where(name => Parts.IsTile(name) && !expected.Contains(name)).Order(StringComparer.Ordinal))
        {
            findings.Add(new(Rule.B1, null, "a tile that a log of this size does not have", $"tiles of {size} leaves", stranger));
        }
    }

    private void Add(int level, Digest hash)
    {
        _open[level].Add(hash);
        if (_open[level].Count == TilePath.Full)
        {
            Close(level);
        }
    }

    private void Close(int level)
    {
        var hashes = _open[level];
        if (hashes.Count == 0)
        {
            return;
        }

        var path = new TilePath(level, _index[level]++, hashes.Count);
        var tile = bundle.Has(path.ToString()) ? bundle.ReadAll(path.ToString()) : null;
        if (tile?.Length != hashes.Count * Digest.Size)
        {
            _others.Add((path, tile is null ? "no such part" : $"{tile.Length} bytes"));
            _isTiledWhole &= level > 0;
        }
        else
        {
            Compare(path, tile, hashes);
        }

        if (level == 0 && _tiled is null)
        {
            hashes.ForEach(hash => _sound.Append(hash));
        }

        hashes.Clear();
    }

    private void Compare(TilePath path, byte[] tile, List<Digest> hashes)
    {
        var told = Enumerable.Range(0, hashes.Count).Select(i => Digest.Read(tile.AsSpan(i * Digest.Size, Digest.Size))).ToList();
        var differing = Enumerable.Range(0, hashes.Count).Where(i => told[i] != hashes[i]).ToList();
        if (path.Level > 0)
        {
            _others.AddRange(differing.Take(1).Select(i => (path, $"another hash at place {i}")));
            return;
        }

        if (differing.Count > 0)
        {
            _tiled ??= new(_sound.Size, _sound.Peaks);
            // Beyond what is told in full only a number matters, and the root says the rest.
            _leaves.AddRange(
                differing.Take(Math.Max(1, FindingList.ToldPerRuleMax - _leaves.Count)).Select(i => ((path.Index * TilePath.Full) + i, told[i], hashes[i])));
        }

        if (_tiled is not null)
        {
            told.ForEach(hash => _tiled.Append(hash));
        }
    }
}
