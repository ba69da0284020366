using System.Runtime.CompilerServices;
using Ledger.Sealing.Tiles;
using Ledger.Sealing.Trees;

namespace Ledger.Audit.Tests;

/// <summary>A log of 700 entries that another implementation made; see Vectors/SHA256SUMS.</summary>
internal static class Vectors
{
    public static string Text(string name) => File.ReadAllText(PathOf(name));

    public static byte[] Bytes(string name) => File.ReadAllBytes(PathOf(name));

    public static string[] Lines(string name) => File.ReadAllLines(PathOf(name));

    /// <summary>The entries of all 700 leaves, from the bundles.</summary>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Entries() =>
        [.. TilePath.EntriesOf(700).SelectMany(tile => EntryBundle.Read(Bytes(tile.ToString())))];

    private static string PathOf(string name) => Path.Combine(Directory(), name);

    private static string Directory([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Vectors");
}

/// <summary>The vectors' tiles, as a client reads them.</summary>
internal sealed class VectorTiles : ITileSource
{
    public Task<ReadOnlyMemory<byte>> ReadAsync(TilePath tile, CancellationToken ct) =>
        Task.FromResult<ReadOnlyMemory<byte>>(Vectors.Bytes(tile.ToString()));
}
