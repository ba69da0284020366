using Ledger.Verification.Bundles;

namespace Ledger.Verification.Entries;

/// <summary>Entries by their index: for a report or a sample, not for the verification itself.</summary>
internal static class EntryLines
{
    public const int LineBytesMax = Sealing.Entries.LeafEntry.MaxBytes;

    /// <param name="indexes">Ascending, each once.</param>
    public static List<byte[]> At(Bundle bundle, IReadOnlyList<long> indexes)
    {
        var found = new List<byte[]>();
        using var lines = new LineReader(Parts.Entries, bundle.Read(Parts.Entries), LineBytesMax);
        while (found.Count < indexes.Count && lines.Next(out var line))
        {
            if (lines.Count - 1 == indexes[found.Count])
            {
                found.Add(line.ToArray());
            }
        }

        return found;
    }
}
