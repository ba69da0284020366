using Ledger.Verification.Bundles;
using Ledger.Verification.Entries;
using Ledger.Verification.Findings;

namespace Ledger.Verification.Rows;

/// <summary>D4: the stream table says of every stream what its events come to; D3: none is archived.</summary>
internal static class StreamCheck
{
    public static void Run(Bundle bundle, IReadOnlyDictionary<int, long> versions, Names names, FindingList findings)
    {
        using var csv = bundle.ReadCsv(Parts.Streams);
        var seen = new HashSet<int>();
        while (csv.Next())
        {
            var (stream, version) = (names.OfBytes(csv.Bytes(0)), csv.Number(1));
            if (!seen.Add(stream))
            {
                findings.Add(new(Rule.D4, null, $"the stream {csv.Shown(0)}", "one row", "the row twice"));
            }
            else if (versions.GetValueOrDefault(stream) is var expected && version != expected)
            {
                findings.Add(new(Rule.D4, null, $"the version of the stream {csv.Shown(0)}", $"{expected}, as many events", $"{version}"));
            }

            if (!csv.Bytes(2).SequenceEqual("false"u8))
            {
                findings.Add(new(Rule.D3, null, $"the stream {csv.Shown(0)}", "not archived", csv.Shown(2)));
            }
        }

        foreach (var (stream, version) in versions.Where(stream => !seen.Contains(stream.Key)))
        {
            findings.Add(new(Rule.D4, null, $"the stream {Utf8.Shown(names[stream])}", $"a row with version {version}", "no row"));
        }
    }
}
