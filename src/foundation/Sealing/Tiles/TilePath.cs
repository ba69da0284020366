using System.Globalization;

namespace Ledger.Sealing.Tiles;

/// <summary>Address of a tile (C2SP tlog-tiles): <c>tile/0/x001/234.p/5</c>, or <c>tile/entries/000</c> for the entries of a tile of leaves.</summary>
/// <param name="Level">0 for leaves; <see cref="Entries"/> for a bundle of entries.</param>
/// <param name="Index">Its place among the tiles of its level.</param>
/// <param name="Width">Hashes or entries in it; <see cref="Full"/> unless it is the last one.</param>
public sealed record TilePath(int Level, long Index, int Width)
{
    public const int Full = 256;

    /// <summary>The level of entry bundles, which stand beside the tiles of leaves.</summary>
    public const int Entries = -1;

    /// <summary>Above it no tree of 2^63 leaves has a node.</summary>
    public const int MaxLevel = 7;

    /// <summary>Groups of three digits; enough for the tiles of 2^63 leaves.</summary>
    private const int MaxGroups = 6;

    public bool IsEntries => Level == Entries;

    public bool IsFull => Width == Full;

    public static TilePath EntriesPath(long index, int width) => new(Entries, index, width);

    /// <summary>The tile, as a tree of this size has it, that holds a node of its level.</summary>
    public static TilePath Holding(int level, long node, long size)
    {
        var index = node / Full;
        return new(level, index, (int)Math.Min(Full, Nodes(level, size) - (index * Full)));
    }

    /// <summary>All tiles of hashes of a tree, level by level.</summary>
    public static IEnumerable<TilePath> OfTree(long size) =>
        from level in Enumerable.Range(0, MaxLevel + 1)
        from tile in OfLevel(level, size)
        select tile;

    /// <summary>The bundles of entries of a tree.</summary>
    public static IEnumerable<TilePath> EntriesOf(long size) => OfLevel(Entries, size);

    /// <exception cref="FormatException">It is not the address of a tile.</exception>
    public static TilePath Parse(string text) =>
        TryParse(text) ?? throw new FormatException($"'{StrictText.Short(text)}' is not a tile's address like tile/0/x001/234.p/5.");

    /// <returns>Null for what is not the address of a tile, in its only spelling.</returns>
    public static TilePath? TryParse(string text)
    {
        var parts = text.Split('/', MaxGroups + 4);
        if (parts.Length < 3 || parts[0] != "tile" || LevelOf(parts[1]) is not { } level)
        {
            return null;
        }

        var width = Full;
        var groups = parts[2..];
        if (groups.Length >= 2 && groups[^2].EndsWith(".p", StringComparison.Ordinal))
        {
            if (!TryNumber(groups[^1], out width) || width is < 1 or >= Full)
            {
                return null;
            }

            groups = [.. groups[..^2], groups[^2][..^2]];
        }

        var digits = string.Concat(groups.Select(group => group.TrimStart('x')));
        var path = digits.Length <= 3 * MaxGroups && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? new TilePath(level, index, width)
            : null;
        return path?.ToString() == text ? path : null;
    }

    public override string ToString()
    {
        var number = Index.ToString(CultureInfo.InvariantCulture);
        number = number.PadLeft((number.Length + 2) / 3 * 3, '0');
        var groups = number.Chunk(3).Select(group => new string(group)).ToArray();
        var path = string.Join('/', groups.Select((group, i) => i < groups.Length - 1 ? "x" + group : group));
        var level = IsEntries ? "entries" : Level.ToString(CultureInfo.InvariantCulture);
        return $"tile/{level}/{path}" + (IsFull ? "" : string.Create(CultureInfo.InvariantCulture, $".p/{Width}"));
    }

    private static IEnumerable<TilePath> OfLevel(int level, long size)
    {
        var nodes = Nodes(level, size);
        for (var index = 0L; index * Full < nodes; index++)
        {
            yield return new(level, index, (int)Math.Min(Full, nodes - (index * Full)));
        }
    }

    private static long Nodes(int level, long size) => size >> (Math.Max(level, 0) * TileNode.BinaryLevels);

    private static int? LevelOf(string text) =>
        text == "entries" ? Entries : TryNumber(text, out var level) && level <= MaxLevel ? level : null;

    private static bool TryNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
