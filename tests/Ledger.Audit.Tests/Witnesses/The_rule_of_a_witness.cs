using System.Text;
using CsCheck;
using Ledger.Audit.Tests.Formats;
using Ledger.Sealing.Notes;
using Ledger.Witness;

namespace Ledger.Audit.Tests.Witnesses;

public class The_rule_of_a_witness : IDisposable
{
    private static readonly MemoryTree Tree = new(700);
    private readonly WitnessBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Signs_heads_that_continue_each_other()
    {
        Assert.True(_bench.IsCosignature(await _bench.AddAsync(Tree, 0, 300), _bench.Head(Tree, 300)));
        Assert.True(_bench.IsCosignature(await _bench.AddAsync(Tree, 300, 700), _bench.Head(Tree, 700)));
        Assert.True(_bench.IsCosignature(await _bench.AddAsync(Tree, 700, 700), _bench.Head(Tree, 700)));
        Assert.Equal(new LastSeen(_bench.Log.Name, 700, Tree.Root), _bench.Rule.LastSeen(_bench.Log.Name));
    }

    /// <summary>Killed between store and answer: the caller never heard, and is told the size; then it gets what it missed.</summary>
    [Fact]
    public async Task Killed_before_it_answered_it_tells_how_far_it_is()
    {
        await _bench.AddAsync(Tree, 0, 300);
        await _bench.AddAsync(Tree, 300, 700);
        _bench.Restart();

        var replay = await _bench.AddAsync(Tree, 300, 700);
        Assert.Equal((409, "700\n", "text/x.tlog.size"), (replay.Status, replay.Body, replay.ContentType));
        Assert.True(_bench.IsCosignature(await _bench.AddAsync(Tree, 700, 700), _bench.Head(Tree, 700)));
    }

    [Fact]
    public async Task Never_signs_a_smaller_tree()
    {
        await _bench.AddAsync(Tree, 0, 700);
        _bench.Restart();
        Assert.Equal(409, (await _bench.AddAsync(Tree, 0, 300)).Status);
        Assert.Equal(409, (await _bench.AddAsync(Tree, 300, 300)).Status);
        Assert.Equal(400, _bench.Add(new AddCheckpoint(700, [], _bench.Head(Tree, 300)).ToString()).Status);
        Assert.Equal(700, _bench.Rule.LastSeen(_bench.Log.Name).Size);
    }

    [Fact]
    public async Task Never_signs_two_roots_of_one_size_nor_a_tree_that_forgets()
    {
        var other = new MemoryTree(299);
        other.Append("another last one"u8);
        for (var i = 300; i < 700; i++)
        {
            other.Append(BitConverter.GetBytes(i));
        }

        await _bench.AddAsync(Tree, 0, 300);
        Assert.Equal(422, (await _bench.AddAsync(other, 300, 300)).Status);
        Assert.Equal(422, (await _bench.AddAsync(other, 300, 700)).Status);
        Assert.Equal(422, _bench.Add(new AddCheckpoint(300, [], _bench.Head(Tree, 700)).ToString()).Status);
        Assert.True(_bench.IsCosignature(await _bench.AddAsync(Tree, 300, 700), _bench.Head(Tree, 700)));
    }

    [Fact]
    public async Task Knows_who_signed()
    {
        var request = await _bench.RequestAsync(Tree, 0, 300);
        var stranger = SignerKey.New("ledger.test/other", KeyKind.Log);
        Assert.Equal(404, _bench.Add(new AddCheckpoint(0, [], new Checkpoint(stranger.Name, 300, Tree.Root).Sign(stranger)).ToString()).Status);

        var unsigned = Note.Parse(_bench.Head(Tree, 300)) with { Signatures = [] };
        Assert.Equal(403, _bench.Add(new AddCheckpoint(0, [], unsigned.With(stranger).ToString()).ToString()).Status);
        Assert.Equal(403, _bench.Add(new AddCheckpoint(0, [], unsigned.With(SignerKey.New(_bench.Log.Name, KeyKind.Log)).ToString()).ToString()).Status);

        var other = Note.Parse(_bench.Head(Tree, 700)).Signatures[0];
        Assert.Equal(403, _bench.Add(new AddCheckpoint(0, [], unsigned.With(other).ToString()).ToString()).Status);
        Assert.Equal(200, _bench.Add(request).Status);
    }

    [Fact]
    public async Task Refuses_a_proof_where_none_belongs()
    {
        Assert.Equal(422, _bench.Add(new AddCheckpoint(0, [Tree.Root], _bench.Head(Tree, 300)).ToString()).Status);
        Assert.Equal(422, _bench.Add(new AddCheckpoint(0, [], new Checkpoint(_bench.Log.Name, 0, Tree.Root).Sign(_bench.Log)).ToString()).Status);
        await _bench.AddAsync(Tree, 0, 300);
        Assert.Equal(422, _bench.Add(new AddCheckpoint(300, [Tree.Root], _bench.Head(Tree, 300)).ToString()).Status);
    }

    [Fact]
    public async Task Broken_requests_are_malformed_and_change_nothing()
    {
        await _bench.AddAsync(Tree, 0, 300);
        var request = Encoding.UTF8.GetBytes(await _bench.RequestAsync(Tree, 300, 700));
        Gen.Select(Gen.Int[0, request.Length - 1], Gen.Byte, Gen.Int[0, 2]).Sample((at, put, kind) =>
        {
            byte[] broken = kind switch
            {
                0 => request[..at],
                1 => [.. request[..at], put, .. request[at..]],
                _ => [.. request[..at], put, .. request[(at + 1)..]],
            };
            if (!broken.AsSpan().SequenceEqual(request))
            {
                Assert.Contains(_bench.Rule.Add(broken).Status, new[] { 400, 403, 404, 409, 422 });
            }
        }, iter: 3000, threads: 1);
        Assert.Equal(300, _bench.Rule.LastSeen(_bench.Log.Name).Size);
        Assert.Equal(200, _bench.Rule.Add(request).Status);
    }

    [Fact]
    public async Task Of_many_at_once_every_signature_is_of_a_growing_tree()
    {
        var signed = await Task.WhenAll(Enumerable.Range(0, 8).Select(seed => Task.Run(async () =>
        {
            var (random, sizes) = (new Random(seed), new List<long>());
            for (var i = 0; i < 40; i++)
            {
                var old = _bench.Rule.LastSeen(_bench.Log.Name).Size;
                var size = Math.Min(700, old + random.Next(0, 30));
                if ((await _bench.AddAsync(Tree, old, size)).Status == 200)
                {
                    sizes.Add(size);
                }
            }

            return sizes;
        })));
        Assert.All(signed, sizes => Assert.Equal(sizes.Order(), sizes));
        Assert.Equal(signed.SelectMany(sizes => sizes).Max(), _bench.Rule.LastSeen(_bench.Log.Name).Size);
    }
}
