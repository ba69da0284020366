using Ledger.Sealing;
using Ledger.Verification.Findings;

namespace Ledger.Verification.Entries;

/// <summary>What is kept of each leaf, and after them of each row that has none: enough to find it and to name it, whatever the log's size.</summary>
internal sealed class LeafTable(Names names)
{
    private readonly List<Row> _rows = [];
    private readonly Dictionary<Guid, int> _byId = [];
    private readonly Dictionary<long, int> _bySeq = [];

    public int Count => _rows.Count;

    /// <summary>Leaves come first; what follows are rows without.</summary>
    public int LeavesCount { get; private set; }

    public Digest HashOf(int ordinal) => _rows[ordinal].Hash;

    public long SeqOf(int ordinal) => _rows[ordinal].Seq;

    public Guid IdOf(int ordinal) => _rows[ordinal].Id;

    public bool HasRow(int ordinal) => _rows[ordinal].HasRow;

    public void MarkRow(int ordinal) => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_rows)[ordinal].HasRow = true;

    public int? ById(Guid id) => _byId.TryGetValue(id, out var ordinal) ? ordinal : null;

    public int? BySeq(long seq) => _bySeq.TryGetValue(seq, out var ordinal) ? ordinal : null;

    /// <returns>Its ordinal; for a leaf that is its index.</returns>
    public int Add(in Envelope envelope, Digest hash, bool isLeaf)
    {
        var ordinal = _rows.Count;
        if (isLeaf)
        {
            LeavesCount = ordinal + 1;
        }

        _rows.Add(
            new Row { Id = envelope.Id, Seq = envelope.Seq, Version = envelope.Version, Stream = names.Of(envelope.Stream), Hash = hash, HasRow = !isLeaf });
        _byId.TryAdd(envelope.Id, ordinal);
        _bySeq.TryAdd(envelope.Seq, ordinal);
        return ordinal;
    }

    /// <summary>A line that is no entry still is a leaf.</summary>
    public void AddUnreadable(Digest hash)
    {
        LeavesCount++;
        _rows.Add(new Row { Seq = -1, Stream = Names.None, Hash = hash, HasRow = true });
    }

    public LeafName NameOf(int ordinal)
    {
        var row = _rows[ordinal];
        return new(ordinal < LeavesCount ? ordinal : null, row.Seq, names.TextOf(row.Stream), row.Version, row.Stream == Names.None ? null : row.Id);
    }

    private struct Row
    {
        public Guid Id;
        public long Seq;
        public long Version;
        public int Stream;
        public Digest Hash;
        public bool HasRow;
    }
}
