using Ledger.Sealing.Notes;
using Ledger.Verification.Findings;

namespace Ledger.Verification.Bundles;

/// <summary>B1: what the manifest says is what there is.</summary>
internal static class ManifestCheck
{
    public static void Run(Manifest manifest, Checkpoint head, string book, long position, IReadOnlyDictionary<string, long> counts, FindingList findings)
    {
        Compare("its book", book, manifest.Book);
        Compare("its origin", head.Origin, manifest.Origin);
        Compare("its size", $"{head.Size}", $"{manifest.Size}");
        Compare("its root", head.Root.ToString(), manifest.Root);
        Compare("its position", $"{position}", $"{manifest.Position}");
        if (manifest.Dictionary is { } dictionary)
        {
            Compare("its dictionary", Parts.Columns, dictionary);
        }

        foreach (var (name, count) in counts)
        {
            Compare($"its count of {name}", $"{count}", manifest.Counts.TryGetValue(name, out var told) ? $"{told}" : "none");
        }

        void Compare(string what, string expected, string found)
        {
            if (expected != found)
            {
                findings.Add(new(Rule.B1, null, $"the manifest, {what}", expected, Utf8.Shown(found)));
            }
        }
    }
}
