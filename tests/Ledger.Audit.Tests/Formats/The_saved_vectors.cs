using System.Text;
using System.Text.Json;
using Ledger.Sealing;
using Ledger.Sealing.Canonical;
using Ledger.Sealing.Notes;
using Ledger.Sealing.Tiles;
using Ledger.Sealing.Trees;

namespace Ledger.Audit.Tests.Formats;

public class The_saved_vectors
{
    private static readonly WitnessPolicy Policy = WitnessPolicy.Parse(Vectors.Text("policy.txt"));

    public static TheoryData<long> ProvenLeaves => [0, 1, 255, 256, 299, 511, 512, 698, 699];

    [Theory]
    [InlineData(300, "checkpoint.300")]
    [InlineData(700, "checkpoint")]
    public void Tiles_and_roots_come_out_byte_for_byte(int size, string checkpoint)
    {
        var range = new CompactRange();
        var nodes = new List<TileNode>();
        var leaves = Vectors.Entries().Take(size).Select(entry => Digest.OfLeaf(entry.Span)).ToList();
        leaves.ForEach(leaf => range.Append(leaf, nodes));

        Assert.Equal(Checkpoint.Parse(Note.Parse(Vectors.Text(checkpoint)).Text), new("ledger.example/acme-globex", size, range.Root()));
        foreach (var tile in TilePath.OfTree(size))
        {
            var hashes = tile.Level == 0 ? leaves : [.. nodes.Where(node => node.Level == tile.Level).Select(node => node.Hash)];
            var expected = hashes.Skip((int)tile.Index * TilePath.Full).Take(tile.Width).SelectMany(hash => hash.Bytes.ToArray());
            Assert.Equal(Vectors.Bytes(tile.ToString()), expected);
        }
    }

    [Fact]
    public void Bundles_of_entries_come_out_byte_for_byte()
    {
        var entries = Vectors.Entries();
        foreach (var tile in TilePath.EntriesOf(300).Concat(TilePath.EntriesOf(700)))
        {
            var own = entries.Skip((int)tile.Index * TilePath.Full).Take(tile.Width).Select(entry => entry.ToArray());
            Assert.Equal(Vectors.Bytes(tile.ToString()), EntryBundle.Of(own));
        }
    }

    [Fact]
    public void Every_entry_is_canonical_already() =>
        Assert.All(Vectors.Entries(), entry => Assert.Equal(entry.ToArray(), CanonicalJson.Of(entry.Span)));

    [Theory]
    [MemberData(nameof(ProvenLeaves))]
    public async Task Proofs_of_entries_come_out_byte_for_byte(long index)
    {
        var text = Vectors.Text($"proofs/{index}.tlog-proof");
        var hashes = await new TiledTree(new VectorTiles(), 700).InclusionAsync(index, default);
        Assert.Equal(text, new InclusionProofText(index, hashes, Vectors.Text("checkpoint")).ToString());

        var proof = InclusionProofText.Parse(text);
        Assert.True(proof.Proves(Digest.OfLeaf(Vectors.Bytes($"proofs/{index}.entry.json"))));
        Assert.False((proof with { Index = index + 1 }).Proves(Digest.OfLeaf(Vectors.Bytes($"proofs/{index}.entry.json"))));
        Assert.True(Policy.Judge(proof.Note).IsTrusted);
    }

    [Fact]
    public async Task The_request_to_a_witness_comes_out_byte_for_byte()
    {
        var text = Vectors.Text("add-checkpoint.300-700.txt");
        var proof = await new TiledTree(new VectorTiles(), 700).ConsistencyAsync(300, default);
        Assert.Equal(text, new AddCheckpoint(300, proof, Vectors.Text("checkpoint")).ToString());
        Assert.Equal(text, AddCheckpoint.Parse(text).ToString());

        var (old, head) = (Head("checkpoint.300"), Head("checkpoint"));
        Assert.True(Proofs.VerifyConsistency(old.Size, old.Root, head.Size, head.Root, proof));
    }

    [Theory]
    [InlineData("checkpoint.300", "2026-11-20T10:00:30Z")]
    [InlineData("checkpoint", "2026-11-20T10:01:30Z")]
    public void The_heads_satisfy_the_policy(string name, string at)
    {
        var verdict = Policy.Judge(Vectors.Text(name));
        Assert.True(verdict.IsTrusted);
        Assert.Equal(["customer", "supplier"], verdict.Cosigned.Keys);
        Assert.All(verdict.Cosigned.Values, time => Assert.Equal(DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture), time));
        Assert.Equal(Vectors.Text(name), Note.Parse(Vectors.Text(name)).ToString());
        Assert.Equal(Vectors.Text("policy.txt"), Policy.ToString());
    }

    [Fact]
    public async Task A_log_goes_on_from_its_tiles()
    {
        var range = await new TiledTree(new VectorTiles(), 300).RangeAsync(default);
        foreach (var entry in Vectors.Entries().Skip(300))
        {
            range.Append(Digest.OfLeaf(entry.Span));
        }

        Assert.Equal(Head("checkpoint").Root, range.Root());
    }

    [Fact]
    public void Canonical_texts_come_out_as_they_should()
    {
        foreach (var line in Vectors.Lines("jcs-vectors.jsonl"))
        {
            using var vector = JsonDocument.Parse(line);
            var input = Encoding.UTF8.GetBytes(vector.RootElement.GetProperty("input").GetString()!);
            var output = vector.RootElement.GetProperty("output").GetString()!;
            if (output.StartsWith("REJECT", StringComparison.Ordinal))
            {
                Assert.Throws<NotCanonicalException>(() => CanonicalJson.Of(input));
            }
            else
            {
                Assert.Equal(output, Encoding.UTF8.GetString(CanonicalJson.Of(input)));
            }
        }
    }

    private static Checkpoint Head(string name) => Checkpoint.Parse(Note.Parse(Vectors.Text(name)).Text);
}
