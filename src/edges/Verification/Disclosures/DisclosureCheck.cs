using System.Text.Json;
using Ledger.Sealing.Disclosures;
using Ledger.Verification.Findings;

namespace Ledger.Verification.Disclosures;

/// <summary>
/// What is known of each confidential term that the log holds a digest of: its value, where a disclosure fits the digest; that it was lawfully erased, where a
/// later leaf says so; or nothing, which is no fault. A disclosure that fits no digest is one (D1): somebody shows a term that was never agreed.
/// </summary>
public sealed class DisclosureCheck(FindingList findings)
{
    public const string Agreed = "agreements.terms-agreed.v1";
    public const string Erased = "agreements.terms-erased.v1";

    private readonly Dictionary<long, Dictionary<string, TermState>> _byLeaf = [];
    private readonly Dictionary<(string Stream, string Digest), TermState> _byStream = [];

    /// <summary>In the order of the leaves, and of the digests in each.</summary>
    public IEnumerable<TermState> Terms =>
        _byLeaf.OrderBy(leaf => leaf.Key).SelectMany(leaf => leaf.Value.Values.OrderBy(term => term.Digest, StringComparer.Ordinal));

    /// <summary>Takes a leaf into account, in the order of the log; any other kind of leaf says nothing here.</summary>
    /// <param name="data">The event's data, whole.</param>
    public void Read(LeafName leaf, string type, ReadOnlySpan<byte> data)
    {
        if (type is not (Agreed or Erased) || leaf.Index is not { } index)
        {
            return;
        }

        try
        {
            var json = JsonElement.Parse(data);
            if (type == Agreed)
            {
                Agree(index, leaf, json);
            }
            else
            {
                Erase(index, leaf, json);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            findings.Add(new(Rule.D1, leaf, "its digests of terms", $"the data of {type}", "something else"));
        }
    }

    /// <summary>Takes a disclosure of the leaf; the leaves are read before.</summary>
    public void Disclose(long index, string disclosure)
    {
        Disclosure told;
        try
        {
            told = Disclosure.Parse(disclosure);
        }
        catch (FormatException e)
        {
            findings.Add(new(Rule.D1, Name(index), "a disclosure", "a disclosure by RFC 9901", e.Message));
            return;
        }

        if (_byLeaf.GetValueOrDefault(index)?.GetValueOrDefault(told.Digest) is { } term)
        {
            (term.Status, term.Disclosed) = (TermStatus.Disclosed, told);
        }
        else
        {
            findings.Add(
                new(Rule.D1, Name(index), "a disclosure", "one that fits a digest of its leaf", $"digest {told.Digest}, which the leaf does not have"));
        }
    }

    private void Agree(long index, LeafName leaf, JsonElement data)
    {
        if (data.GetProperty("_sd_alg").GetString() != Disclosure.Algorithm)
        {
            findings.Add(new(Rule.D1, leaf, "its digests of terms", Disclosure.Algorithm, "another algorithm"));
        }

        var classes = data.GetProperty("terms").EnumerateArray()
            .ToDictionary(term => term.GetProperty("digest").GetString()!, term => term.GetProperty("class").GetString()!);
        var terms = _byLeaf[index] = [];
        foreach (var digest in data.GetProperty("_sd").EnumerateArray().Select(digest => digest.GetString()!))
        {
            var term = new TermState(leaf, digest, classes.GetValueOrDefault(digest));
            if (!terms.TryAdd(digest, term) || !_byStream.TryAdd((leaf.Stream!, digest), term))
            {
                findings.Add(new(Rule.D1, leaf, "its digests of terms", "each digest once", $"{digest} twice"));
            }
        }
    }

    private void Erase(long index, LeafName leaf, JsonElement data)
    {
        foreach (var digest in data.GetProperty("digests").EnumerateArray().Select(digest => digest.GetString()!))
        {
            if (_byStream.GetValueOrDefault((leaf.Stream!, digest)) is { } term)
            {
                (term.Status, term.ErasedBy) = (TermStatus.LawfullyErased, index);
            }
            else
            {
                findings.Add(new(Rule.D1, leaf, "an erasure", "a digest that was agreed in its stream before", digest));
            }
        }
    }

    private LeafName? Name(long index) =>
        _byLeaf.GetValueOrDefault(index)?.Values.Select(term => term.Leaf).FirstOrDefault() ?? new LeafName(index, 0, null, null, null);
}
