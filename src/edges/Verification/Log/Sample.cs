using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Ledger.Sealing;
using Ledger.Sealing.Notes;
using Ledger.Sealing.Trees;
using Ledger.Verification.Bundles;
using Ledger.Verification.Entries;
using Ledger.Verification.Findings;

namespace Ledger.Verification.Log;

/// <summary>
/// The auditor's sample: leaf number SHA-256(nonce ‖ root ‖ counter) mod size, for counters from 0 on, none twice. The nonce is chosen after the root is
/// signed, so that the operator cannot steer it, nor can the auditor once both are told.
/// </summary>
public static class Sample
{
    /// <param name="nonce">Its UTF-8 is hashed, then the 32 bytes of the root, then the counter in 8 bytes, high one first; the first 8 bytes of the hash are
    /// the number.</param>
    public static IReadOnlyList<long> Of(string nonce, Digest root, long size, int count)
    {
        var chosen = new List<long>();
        var seen = new HashSet<long>();
        for (var counter = 0UL; chosen.Count < Math.Min(count, size); counter++)
        {
            var input = new byte[Encoding.UTF8.GetByteCount(nonce) + Digest.Size + sizeof(ulong)];
            var length = Encoding.UTF8.GetBytes(nonce, input);
            root.Bytes.CopyTo(input.AsSpan(length));
            BinaryPrimitives.WriteUInt64BigEndian(input.AsSpan(length + Digest.Size), counter);
            var leaf = (long)(BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(input)) % (ulong)size);
            if (seen.Add(leaf))
            {
                chosen.Add(leaf);
            }
        }

        return chosen;
    }

    internal static async Task<IReadOnlyList<SampledLeaf>> DrawAsync(
        Bundle bundle, Checkpoint head, VerifyRequest request, FindingList findings, CancellationToken ct)
    {
        var indexes = Of(request.Nonce, head.Root, head.Size, request.SampleCount).Order().ToList();
        var entries = EntryLines.At(bundle, indexes);
        var tree = new TiledTree(new BundleTiles(bundle), head.Size);
        var drawn = new List<SampledLeaf>();
        foreach (var (index, entry) in indexes.Zip(entries))
        {
            var isProven = await IsProvenAsync(tree, index, entry, head, ct);
            drawn.Add(new(index, Utf8.Strict.GetString(entry), isProven));
            if (!isProven)
            {
                findings.Add(
                    new(Rule.L2, new(index, 0, null, null, null), "the proof of a leaf of the sample", "one that leads to the signed root",
                    "one that does not"));
            }
        }

        return drawn;
    }

    private static async Task<bool> IsProvenAsync(TiledTree tree, long index, byte[] entry, Checkpoint head, CancellationToken ct)
    {
        try
        {
            return Proofs.VerifyInclusion(Digest.OfLeaf(entry), index, head.Size, await tree.InclusionAsync(index, ct), head.Root);
        }
        catch (Exception e) when (e is UnreadableException or FormatException or ArgumentException)
        {
            return false;
        }
    }
}
