using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Audit.Tests.Formats;
using Ledger.Sealing.Entries;
using Ledger.Sealing.Notes;
using Ledger.Sealing.Trees;
using Ledger.Verification;
using Ledger.Verification.Findings;
using Ledger.Verification.Traces;

namespace Ledger.Audit.Tests.Verification;

/// <summary>A unit's trail in a file of its own, sound and tampered with in every place.</summary>
public sealed class Traces
{
    private const string Serial = "S-02";
    private readonly Signers _signers = new();

    [Fact]
    public async Task A_sound_trail_is_verified_and_told()
    {
        var report = Verify(await FileAsync());
        Assert.Empty(report.Findings);
        Assert.True(report.IsVerified);
        Assert.Equal(
            (Deal.Book, Deal.Product, Serial, Signers.Origin, "site:PDX1/received"),
            (report.Book, report.Product, report.Serial, report.Origin, report.Account));
        Assert.Equal(
            ["origin site:FAB1/inventory", "site:FAB1/inventory transit:B-1/inTransit", "transit:B-1/inTransit site:PDX1/received"],
            report.Steps.Select(s => $"{s.From} {s.To}"));
        Assert.Equal(["customer", "supplier"], report.Witnesses.Order());
        Assert.Contains(report.Notes, note => note.Contains("up to leaf 8 of 12", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Indented_and_in_another_order_it_is_the_same_trail()
    {
        var file = await FileAsync();
        file["events"]![0]!["entry"] =
            new JsonObject(
                [.. file["events"]![0]!["entry"]!.AsObject().Reverse().Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()))]);
        Assert.True(TraceCheck.Run(Encoding.UTF8.GetBytes(file.ToJsonString(new JsonSerializerOptions { WriteIndented = true })), _signers.Policy).IsVerified);
    }

    [Fact]
    public async Task Data_that_travels_beside_its_entry_is_held_against_its_hash()
    {
        var many = Enumerable.Range(0, 6_000).Select(i => $"LONG-SERIAL-{i:D8}").ToArray();
        var deal = new Deal();
        deal.Register("B-9", many);
        var file = await FileAsync(deal, many[7]);
        Assert.NotNull(file["events"]![0]!["payload"]);
        Assert.True(Verify(file).IsVerified);

        Finds(Changed(file, f => f["events"]![0]!["payload"]!["batch"] = "B-8"), Rule.D1, "payload");
        Finds(Changed(file, f => f["events"]![0]!.AsObject().Remove("payload")), Rule.D1, "payload");
        Finds(Changed(file, f => f["events"]![0]!["entry"]!["data"] = f["events"]![0]!["payload"]!.DeepClone()), Rule.L2, "proof");
    }

    [Theory]
    [InlineData("at", "2026-11-20T10:00:06.000001Z")]
    [InlineData("by", "CUS/erp")]
    [InlineData("type", "logistics.batch-lost.v1")]
    [InlineData("cause", "another")]
    [InlineData("stream", "batch/B-7")]
    public async Task A_changed_entry_is_no_leaf_of_the_log(string member, string value) =>
        Finds(Changed(await FileAsync(), file => file["events"]![1]!["entry"]![member] = value), Rule.L2, "proof", 6);

    [Fact]
    public async Task A_changed_movement_a_hole_and_a_step_too_many_are_found()
    {
        var file = await FileAsync();
        Finds(Changed(file, f => f["events"]![2]!["entry"]!["data"]!["movements"]![0]!["to"] = "site:PDX1/accepted"), Rule.L2, "proof", 8);
        Finds(Changed(file, f => f["events"]!.AsArray().RemoveAt(1)), Rule.V1, Serial, 8);
        Finds(Changed(file, f => f["events"]!.AsArray().RemoveAt(0)), Rule.V1, Serial, 6);
        Finds(Changed(file, f => f["events"]!.AsArray().Add(f["events"]![2]!.DeepClone())), Rule.B1, "place", 8);
        Finds(Changed(file, f => f["serial"] = "S-04"), Rule.V1, "S-04", 4);
        Finds(Changed(file, f => f["product"] = "acme:C100"), Rule.V1, Serial, 4);
    }

    [Fact]
    public async Task Proofs_of_other_leaves_and_heads_prove_nothing()
    {
        var (file, other) = (await FileAsync(), await FileAsync(upto: 10));
        Finds(Changed(file, f => f["events"]![0]!["proof"] = f["events"]![1]!["proof"]!.DeepClone()), Rule.L2, "proof", 4);
        Finds(Changed(file, f => f["events"]![0]!["proof"] = other["events"]![0]!["proof"]!.DeepClone()), Rule.L2, "proof", 4);
        Finds(Changed(file, f => f["events"]![0]!["index"] = 5), Rule.L2, "proof", 5);
        Finds(Changed(file, f => f["events"]![0]!["proof"] = "c2sp.org/tlog-proof@v1\n"), Rule.L2, "proof", 4);
        Finds(Changed(file, f => f["book"] = "another"), Rule.B1, "book");
    }

    [Fact]
    public async Task A_head_that_the_policy_does_not_trust_is_found()
    {
        var file = await FileAsync();
        var stranger = new Signers();
        Assert.Contains(TraceCheck.Run(Bytes(file), stranger.Policy).Findings, f => f.Rule == Rule.L1);
        Assert.Contains(
            TraceCheck.Run(Bytes(await FileAsync(isCosigned: false)), _signers.Policy).Findings, f =>
                f.Rule == Rule.L1 && f.Expected.Contains("quorum", StringComparison.Ordinal));
        var note = file["checkpoint"]!.GetValue<string>();
        Finds(Changed(file, f => f["checkpoint"] = note.Replace("\n12\n", "\n13\n", StringComparison.Ordinal)), Rule.L1, "checkpoint");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"format":"ledger-trace-proof.v2"}""")]
    [InlineData("""{"format":"ledger-trace-proof.v1","book":"b","product":"p","serial":"s","checkpoint":"x","events":[]}""")]
    [InlineData("""{"format":"ledger-trace-proof.v1","book":7}""")]
    public void What_is_no_trail_is_unreadable(string text) =>
        Assert.Throws<UnreadableException>(() => TraceCheck.Run(Encoding.UTF8.GetBytes(text), _signers.Policy));

    [Fact]
    public async Task Whatever_is_broken_it_is_found_or_unreadable_and_nothing_else()
    {
        var (text, random) = (Bytes(await FileAsync()), new Random(20261123));
        for (var i = 0; i < 2_000; i++)
        {
            var broken = text.ToArray();
            broken[random.Next(broken.Length)] = (byte)random.Next(32, 127);
            try
            {
                var report = TraceCheck.Run(broken, _signers.Policy);
                // A character of the file's own words may be changed without any meaning; what is signed may not.
                Assert.True(!report.IsVerified || report.Steps.Count == 3, $"Byte change {i}");
            }
            catch (UnreadableException)
            {
                continue;
            }
        }
    }

    [Fact]
    public void A_trail_is_told_from_a_bundle_by_its_beginning()
    {
        Assert.True(TraceCheck.IsTrace("\n {\"format\""u8));
        Assert.False(TraceCheck.IsTrace("PK\u0003\u0004"u8));
        Assert.False(TraceCheck.IsTrace(""u8));
    }

    private TraceReport Verify(JsonNode file) => TraceCheck.Run(Bytes(file), _signers.Policy);

    private void Finds(JsonNode file, Rule rule, string what, long? leaf = null)
    {
        var report = Verify(file);
        Assert.False(report.IsVerified);
        Assert.True(
            report.Findings.Any(f => f.Rule == rule && f.What.Contains(what, StringComparison.Ordinal) && (leaf is null || f.Leaf?.Index == leaf)),
            string.Join('\n', report.Findings));
    }

    private static byte[] Bytes(JsonNode file) => Encoding.UTF8.GetBytes(file.ToJsonString());

    private static JsonNode Changed(JsonNode file, Action<JsonNode> change)
    {
        var copy = file.DeepClone();
        change(copy);
        Assert.NotEqual(file.ToJsonString(), copy.ToJsonString());
        return copy;
    }

    /// <summary>The file as the ledger writes it, of a log that holds the deal.</summary>
    private async Task<JsonNode> FileAsync(Deal? deal = null, string serial = Serial, int? upto = null, bool isCosigned = true)
    {
        var events = (deal ?? Deal.Small()).Events.Take(upto ?? int.MaxValue).ToList();
        var (tree, entries) = (new MemoryTree(0), events.Select(LeafEntry.Of).ToList());
        entries.ForEach(entry => tree.Append(entry.Bytes));
        var note = _signers.Sign(new Checkpoint(Signers.Origin, tree.Size, tree.Root), Deal.At(events.Count + 1), isCosigned);
        var proven = new JsonArray();
        foreach (
            var index in Enumerable.Range(0, events.Count)
            .Where(i => Encoding.UTF8.GetString(events[i].Data.Span).Contains($"\"{serial}\"", StringComparison.Ordinal)))
        {
            var one = new JsonObject { ["index"] = index, ["entry"] = JsonNode.Parse(entries[index].Bytes) };
            if (entries[index].Payload is { } payload)
            {
                one["payload"] = JsonNode.Parse(payload);
            }

            one["proof"] = new InclusionProofText(index, await new TiledTree(tree, tree.Size).InclusionAsync(index, CancellationToken.None), note).ToString();
            proven.Add(one);
        }

        return new JsonObject
        {
            ["format"] = "ledger-trace-proof.v1",
            ["book"] = Deal.Book,
            ["product"] = Deal.Product,
            ["serial"] = serial,
            ["checkpoint"] = note,
            ["events"] = proven
        };
    }
}
