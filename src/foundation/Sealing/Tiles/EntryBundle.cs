using System.Buffers.Binary;
using Ledger.Sealing.Entries;

namespace Ledger.Sealing.Tiles;

/// <summary>Entries of one tile of leaves, each behind its length in 16 bits (C2SP tlog-tiles).</summary>
public static class EntryBundle
{
    private const int LengthBytes = sizeof(ushort);

    public static byte[] Of(IEnumerable<byte[]> entries)
    {
        using var bundle = new MemoryStream();
        Span<byte> length = stackalloc byte[LengthBytes];
        var count = 0;
        foreach (var entry in entries)
        {
            if (entry.Length > LeafEntry.MaxBytes || ++count > TilePath.Full)
            {
                throw new FormatException($"A bundle has at most {TilePath.Full} entries of at most {LeafEntry.MaxBytes} bytes.");
            }

            BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)entry.Length);
            bundle.Write(length);
            bundle.Write(entry);
        }

        return bundle.ToArray();
    }

    /// <exception cref="FormatException">The bundle ends inside an entry, or has more than a tile holds.</exception>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Read(ReadOnlyMemory<byte> bundle)
    {
        var entries = new List<ReadOnlyMemory<byte>>();
        while (!bundle.IsEmpty)
        {
            var length = bundle.Length < LengthBytes ? int.MaxValue : LengthBytes + BinaryPrimitives.ReadUInt16BigEndian(bundle.Span);
            if (length > bundle.Length || entries.Count == TilePath.Full)
            {
                throw new FormatException($"The bundle of entries is broken at its entry {entries.Count}.");
            }

            entries.Add(bundle[LengthBytes..length]);
            bundle = bundle[length..];
        }

        return entries;
    }
}
