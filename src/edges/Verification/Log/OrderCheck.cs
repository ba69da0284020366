using Ledger.Verification.Entries;
using Ledger.Verification.Findings;

namespace Ledger.Verification.Log;

/// <summary>L4: each sequence number and event id once; every stream's versions 1, 2, 3 … in the order of the leaves; nothing of another book.</summary>
internal sealed class OrderCheck(string book, Names names, LeafTable leaves, FindingList findings)
{
    private readonly Dictionary<int, long> _versions = [];

    /// <summary>Events of each stream, by the stream's number among the names.</summary>
    public IReadOnlyDictionary<int, long> Versions => _versions;

    /// <summary>Called before the event joins the table.</summary>
    public void Check(in Envelope envelope, LeafName name)
    {
        if (leaves.BySeq(envelope.Seq) is { } sameSeq)
        {
            findings.Add(
                new(Rule.L4, name, "its sequence number is used twice", "a sequence number of its own", $"{envelope.Seq}, which {leaves.NameOf(sameSeq)} has"));
        }

        if (leaves.ById(envelope.Id) is { } sameId)
        {
            findings.Add(new(Rule.L4, name, "its event id is used twice", "an id of its own", $"{envelope.Id}, which {leaves.NameOf(sameId)} has"));
        }

        if (envelope.Tenant != book)
        {
            findings.Add(new(Rule.L4, name, "its book", book, Utf8.Shown(envelope.Tenant)));
        }

        if (envelope.Format != 1)
        {
            findings.Add(new(Rule.L4, name, "the version of its format", "1", $"{envelope.Format}"));
        }

        var stream = names.Of(envelope.Stream);
        var last = _versions.GetValueOrDefault(stream);
        if (envelope.Version != last + 1)
        {
            findings.Add(new(Rule.L4, name, "its place in its stream", $"version {last + 1} of {Utf8.Shown(envelope.Stream)}", $"version {envelope.Version}"));
        }

        _versions[stream] = Math.Max(last, envelope.Version);
    }
}
