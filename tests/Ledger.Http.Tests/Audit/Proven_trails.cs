using System.Text;
using System.Text.Json;
using Ledger.Sealing;
using Ledger.Sealing.Canonical;
using Ledger.Sealing.Notes;

namespace Ledger.Http.Tests.Audit;

/// <summary>A unit's whole trail as one file of proofs.</summary>
public sealed class Proven_trails
{
    [Fact]
    public async Task Hold_every_step_with_a_proof_under_one_head()
    {
        var book = await TestBook.UnopenedAsync();
        await FirstDeal.PlayAsync(book, 1, 36);
        var serial = $"G1-{book.Code[2..8]}";
        var file = (await book.GetWhenAsync($"units/acme:gpu-1/{serial}/proof", _ => true)).Json;

        Assert.Equal(
            ("ledger-trace-proof.v1", book.Code, "acme:gpu-1", serial), (file.Text("format"), file.Text("book"), file.Text("product"), file.Text("serial")));
        var head = Checkpoint.Parse(Note.Parse(file.Text("checkpoint")).Text);
        Assert.EndsWith($"/{book.Code}", head.Origin, StringComparison.Ordinal);
        var trail = (await book.GetAsync($"units/{serial}")).MustBe(200).Json.List("events");
        Assert.Equal(trail.Select(e => e.Text("id")), file.List("events").Select(e => e.GetProperty("entry").Text("id")));
        Assert.Equal(6, trail.Length);
        Assert.All(file.List("events"), e => MustProve(e, file.Text("checkpoint")));
        var account = "origin";
        foreach (
            var movement in file.List("events")
            .Select(e => e.GetProperty("entry").GetProperty("data").List("movements").Single(m => m.Texts("serials").Contains(serial))))
        {
            Assert.Equal(account, movement.Text("from"));
            account = movement.Text("to");
        }

        Assert.Equal("rack:RACK-1/active", account);
    }

    [Fact]
    public async Task Bring_the_data_along_that_is_too_large_for_an_entry()
    {
        var book = await TestBook.OpenAsync();
        var serials = book.Serials("TAKES-SOME-ROOM", 3_000);
        await book.RegisterAsync("B-1", serials);
        var file = (await book.GetWhenAsync($"units/{TestBook.Gpu}/{serials[2_999]}/proof", _ => true)).Json;
        var only = Assert.Single(file.List("events"));
        MustProve(only, file.Text("checkpoint"));
        Assert.Contains(serials[2_999], only.GetProperty("payload").List("movements")[0].Texts("serials"));
        var payload = CanonicalJson.Of(Encoding.UTF8.GetBytes(only.GetProperty("payload").GetRawText()));
        Assert.Equal(
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(payload)), only.GetProperty("entry").GetProperty("data").Text("_sha256"));
    }

    [Fact]
    public async Task Are_of_units_of_the_book()
    {
        var book = await TestBook.OpenAsync();
        (await book.GetAsync($"units/{TestBook.Gpu}/NONE/proof")).MustRefuse(404, "unknown-unit");
    }

    private static void MustProve(JsonElement proven, string checkpoint)
    {
        var proof = InclusionProofText.Parse(proven.Text("proof"));
        Assert.Equal((proven.Number("index"), checkpoint), (proof.Index, proof.Note));
        Assert.True(proof.Proves(Digest.OfLeaf(CanonicalJson.Of(Encoding.UTF8.GetBytes(proven.GetProperty("entry").GetRawText())))));
    }
}
