namespace Ledger.Sealing.Tiles;

/// <summary>A node above the leaves that stands in a tile.</summary>
/// <param name="Level">The tile's level: the node covers 256^level leaves.</param>
/// <param name="Index">Its place among the nodes of its level.</param>
public readonly record struct TileNode(int Level, long Index, Digest Hash)
{
    /// <summary>Levels of the tree between one tile and the next.</summary>
    public const int BinaryLevels = 8;
}
