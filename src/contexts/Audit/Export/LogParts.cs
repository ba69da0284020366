using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Ledger.Audit.Log;
using Ledger.Sealing;
using Ledger.Sealing.Canonical;
using Ledger.Sealing.Notes;
using Ledger.Sealing.Tiles;
using Ledger.Sealing.Trees;

namespace Ledger.Audit.Export;

/// <summary>The log's own parts: heads, entries with the data that was too large for them, tiles, proofs.</summary>
internal sealed class LogParts(ExportSnapshot snapshot, BundleZip zip)
{
    private const int ProofsCount = 8;
    private const int PayloadsPerQuery = 16;

    private const string Heads = $"""
        select h.size, h.note, (select string_agg(c.line || E'\n', '' order by c.witness)
            from {LogSchema.Cosignature} c where c.book = h.book and c.size = h.size)
        from {LogSchema.Head} h where h.book = $1 and h.size <= $2 order by h.size
        """;

    private const string Entries = $"select entry, position from {LogSchema.Leaf} where book = $1 and index < $2 order by index";
    private const string Data = $"select e.seq_id, e.data from {LedgerStore.Schema}.mt_events e where e.seq_id = any($1)";
    private const string Leaves = $"select hash from {LogSchema.Leaf} where book = $1 and index < $2 order by index";
    private const string Nodes = $"select level, index, hash from {LogSchema.Node} where book = $1 and (index + 1) << (8 * level) <= $2 order by level, index";

    private readonly List<(long Index, long Position)> _large = [];

    public long HeadsCount { get; private set; }

    public long EntriesCount { get; private set; }

    public long PayloadsCount { get; private set; }

    public async Task WriteAsync(CancellationToken ct)
    {
        await zip.PartAsync("heads.jsonl", part => HeadsAsync(part, ct), ct);
        await zip.PartAsync("entries.jsonl", part => EntriesAsync(part, ct), ct);
        await zip.PartAsync("payloads.jsonl", part => PayloadsAsync(part, ct), ct);
        await TilesAsync(ct);
        await ProofsAsync(ct);
    }

    private async Task HeadsAsync(PartWriter part, CancellationToken ct)
    {
        await using var query = snapshot.Command(Heads, snapshot.Book, snapshot.Head.Size);
        await using var row = await query.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            await using (var json = new Utf8JsonWriter(part.Buffer))
            {
                json.WriteStartObject();
                json.WriteNumber("size", row.GetInt64(0));
                json.WriteString("note", row.GetString(1) + (row.IsDBNull(2) ? "" : row.GetString(2)));
                json.WriteEndObject();
            }

            part.Write("\n"u8);
            await part.DrainAsync(ct);
            HeadsCount++;
        }
    }

    private async Task EntriesAsync(PartWriter part, CancellationToken ct)
    {
        await using var query = snapshot.Command(Entries, snapshot.Book, snapshot.Head.Size);
        await using var row = await query.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            var entry = row.GetFieldValue<byte[]>(0);
            part.Write(entry);
            part.Write("\n"u8);
            await part.DrainAsync(ct);
            if (HoldsReference(entry))
            {
                _large.Add((EntriesCount, row.GetInt64(1)));
            }

            EntriesCount++;
        }
    }

    /// <summary>Is its data only named by a hash? Members before it are texts, in which such a name could not stand unescaped.</summary>
    private static bool HoldsReference(ReadOnlySpan<byte> entry)
    {
        var name = ",\"data\":"u8;
        return entry.IndexOf(name) is >= 0 and var at && entry[(at + name.Length)..].StartsWith("{\"_sha256\":"u8);
    }

    /// <summary>As the event table has it now: when that is not what was sealed, the verifier must see it.</summary>
    private async Task PayloadsAsync(PartWriter part, CancellationToken ct)
    {
        foreach (var some in _large.Chunk(PayloadsPerQuery))
        {
            var data = new Dictionary<long, byte[]>();
            await using (var query = snapshot.Command(Data, some.Select(leaf => leaf.Position).ToArray()))
            await using (var row = await query.ExecuteReaderAsync(ct))
            {
                while (await row.ReadAsync(ct))
                {
                    data[row.GetInt64(0)] = row.GetFieldValue<byte[]>(1);
                }
            }

            foreach (var (index, position) in some.Where(leaf => data.ContainsKey(leaf.Position)))
            {
                part.Write(
                    System.Text.Encoding.ASCII.GetBytes(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{{\"index\":{index},\"data\":")));
                part.Write(Canonical(data[position]));
                part.Write("}\n"u8);
                await part.DrainAsync(ct);
                PayloadsCount++;
            }
        }
    }

    private static byte[] Canonical(byte[] data)
    {
        try
        {
            return CanonicalJson.Of(data);
        }
        catch (NotCanonicalException)
        {
            // It was changed to something that never could have been sealed.
            return "null"u8.ToArray();
        }
    }

    private async Task TilesAsync(CancellationToken ct)
    {
        await using (var query = snapshot.Command(Leaves, snapshot.Book, snapshot.Head.Size))
        await using (var row = await query.ExecuteReaderAsync(ct))
        {
            var tiles = new TileParts(zip);
            while (await row.ReadAsync(ct))
            {
                await tiles.AddAsync(0, row.GetFieldValue<byte[]>(0), ct);
            }

            await tiles.CloseAsync(ct);
        }

        await using (var query = snapshot.Command(Nodes, snapshot.Book, snapshot.Head.Size))
        await using (var row = await query.ExecuteReaderAsync(ct))
        {
            var tiles = new TileParts(zip);
            while (await row.ReadAsync(ct))
            {
                await tiles.AddAsync(row.GetInt32(0), row.GetFieldValue<byte[]>(2), ct);
            }

            await tiles.CloseAsync(ct);
        }
    }

    private async Task ProofsAsync(CancellationToken ct)
    {
        var tree = new TiledTree(new StoredTiles(snapshot.Book, sql => snapshot.Command(sql)), snapshot.Head.Size);
        foreach (var index in Drawn(snapshot.Head))
        {
            var proof = new InclusionProofText(index, await tree.InclusionAsync(index, ct), snapshot.Head.Note);
            await zip.TextAsync($"proofs/{index}.tlog-proof", proof.ToString(), ct);
        }
    }

    /// <summary>A few leaves that follow from the root, to show what a proof is; an auditor draws his own with a nonce.</summary>
    private static IEnumerable<long> Drawn(ExportHead head) => Enumerable.Range(0, ProofsCount)
        .Select(i =>
            (long)(BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData([.. Checkpoint.Parse(Note.Parse(head.Note).Text).Root.Bytes, (byte)i])) % (
                ulong)head.Size))
        .Distinct().Order();
}

/// <summary>Cuts hashes that come level by level, in order, into tiles.</summary>
internal sealed class TileParts(BundleZip zip)
{
    private readonly List<byte> _hashes = new(TilePath.Full * Digest.Size);
    private int _level;
    private long _index;

    public async Task AddAsync(int level, byte[] hash, CancellationToken ct)
    {
        if (level != _level)
        {
            await CloseAsync(ct);
            (_level, _index) = (level, 0);
        }

        _hashes.AddRange(hash);
        if (_hashes.Count == TilePath.Full * Digest.Size)
        {
            await CloseAsync(ct);
        }
    }

    public async Task CloseAsync(CancellationToken ct)
    {
        if (_hashes.Count > 0)
        {
            // Hashes do not get smaller by packing.
            await zip.BytesAsync(new TilePath(_level, _index++, _hashes.Count / Digest.Size).ToString(), _hashes.ToArray(), ct, CompressionLevel.NoCompression);
            _hashes.Clear();
        }
    }
}
