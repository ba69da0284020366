using System.Text;
using System.Text.Json;
using Ledger.Contracts;
using Ledger.Sealing;
using Ledger.Sealing.Notes;
using Ledger.Sealing.Tiles;
using Ledger.Sealing.Trees;

namespace Ledger.Http.Tests.Audit;

/// <summary>
/// Goal: who holds the log's key can check everything that is served. Method: heads, tiles and proofs are read over HTTP and checked by the formats' own code.
/// </summary>
public class The_log_over_HTTP
{
    [Fact]
    public async Task Heads_are_signed_and_the_tiles_come_to_their_root()
    {
        var (book, size) = await SealedAsync();
        var head = Checkpoint.Parse(Note.Parse((await book.GetAsync("log/checkpoint")).MustBe(200).Text).Text);
        Assert.Equal(($"ledger.local/{book.Code}", size), (head.Origin, head.Size));
        Assert.Equal(head.Root, await new TiledTree(new ServedTiles(book), size).RootAsync(default));
        var earlier = (await (await StoredLog.OfAsync(book)).HeadsAsync())[0];
        Assert.Equal(earlier.Note, (await book.GetAsync($"log/checkpoint?size={earlier.Size}")).MustBe(200).Text);
        (await book.GetAsync($"log/checkpoint?size={size + 1}")).MustRefuse(404, "unknown-head");
        (await book.GetAsync("log/checkpoint?size=-1")).MustRefuse(400, "invalid-query");
        (await book.GetAsync("log/checkpoint?bytes=1")).MustRefuse(400, "invalid-query");
    }

    [Fact]
    public async Task Each_head_continues_the_one_before()
    {
        var (book, size) = await SealedAsync();
        var heads = await (await StoredLog.OfAsync(book)).HeadsAsync();
        foreach (var (from, to) in heads.Zip(heads.Skip(1)).Append((heads[0], heads[^1])))
        {
            var proof = (await book.GetAsync($"log/consistency?from={from.Size}&to={to.Size}"))
                .MustBe(200).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Digest.Parse).ToList();
            Assert.True(Proofs.VerifyConsistency(from.Size, from.Root, to.Size, to.Root, proof));
        }

        (await book.GetAsync($"log/consistency?from=1&to={size + 1}")).MustRefuse(404, "unknown-head");
        (await book.GetAsync("log/consistency?from=2&to=1")).MustRefuse(400, "invalid-query");
        (await book.GetAsync("log/consistency?from=x")).MustRefuse(400, "invalid-query");
    }

    [Fact]
    public async Task Every_event_has_an_entry_and_a_proof()
    {
        var (book, _) = await SealedAsync();
        foreach (var e in await book.EventsAsync())
        {
            var entry = (await book.GetAsync($"events/{e.Text("id")}/entry")).MustBe(200).Text;
            Assert.Equal(
                (e.Text("id"), e.Text("type"), book.Code),
                (JsonElement.Parse(entry).Text("id"), JsonElement.Parse(entry).Text("type"), JsonElement.Parse(entry).Text("tenant")));
            var proof = InclusionProofText.Parse((await book.GetAsync($"events/{e.Text("id")}/proof")).MustBe(200).Text);
            Assert.True(proof.Proves(Digest.OfLeaf(Encoding.UTF8.GetBytes(entry))));
        }
    }

    [Fact]
    public async Task Large_data_travels_beside_its_entry()
    {
        var book = await TestBook.OpenAsync();
        var registered =
            await book.PostAsync("batches", new { batch = "B-1", product = TestBook.Gpu, site = TestBook.Factory, serials = book.Serials("L", 5_000) });
        await (await StoredLog.OfAsync(book)).MustBeWholeAsync();
        var id = registered.MustBe(201).Json.List("events")[0].Text("id");
        var data = JsonElement.Parse((await book.GetAsync($"events/{id}/entry")).MustBe(200).Text).GetProperty("data");
        var payload = Encoding.UTF8.GetBytes((await book.GetAsync($"events/{id}/entry?part=payload")).MustBe(200).Text);
        Assert.Equal(data.Number("_size"), payload.Length);
        Assert.Equal(data.Text("_sha256"), Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(payload)));
        var first = (await book.EventsAsync())[0].Text("id");
        (await book.GetAsync($"events/{first}/entry?part=payload")).MustRefuse(404, "no-payload");
        (await book.GetAsync($"events/{first}/entry?part=all")).MustRefuse(400, "invalid-query");
    }

    [Fact]
    public async Task Who_does_not_see_an_event_cannot_prove_it_nor_learn_of_it()
    {
        var (book, _) = await SealedAsync();
        var other = await TestBook.OpenAsync();
        var order = (await book.EventsAsync()).First(e => e.Text("type") == "ordering.order-placed.v1").Text("id");
        foreach (var part in new[] { "proof", "entry" })
        {
            var unknown = (await AsAsync(book, Roles.Carrier, $"events/{Guid.NewGuid()}/{part}")).MustRefuse(404, "unknown-event");
            Assert.Equal(unknown.Text, (await AsAsync(book, Roles.Carrier, $"events/{order}/{part}")).MustBe(404).Text);
            Assert.Equal(unknown.Text, (await AsAsync(other, Roles.Supplier, $"events/{order}/{part}")).MustBe(404).Text);
            (await AsAsync(book, Roles.Customer, $"events/{order}/{part}")).MustBe(200);
            (await AsAsync(book, Roles.Customer, $"events/x/{part}")).MustRefuse(404, "unknown-event");
        }

        (await AsAsync(book, Roles.Customer, "log/tile/entries/000.p/3")).MustRefuse(403, "not-permitted");
        var bundle = await AsAsync(book, Roles.Auditor, "log/tile/entries/000.p/3");
        Assert.Equal(("application/octet-stream", 200), (bundle.ContentType, (int)bundle.Status));
    }

    [Theory]
    [InlineData("0/000.p/255")]
    [InlineData("0/001")]
    [InlineData("9/000")]
    [InlineData("0/0")]
    [InlineData("../../stock")]
    [InlineData("entries")]
    public async Task What_is_no_tile_of_the_log_is_unknown(string path) =>
        (await (await TestBook.OpenAsync()).GetAsync($"log/tile/{Uri.EscapeDataString(path)}")).MustBe(404);

    [Fact]
    public async Task The_status_says_how_far_the_log_is()
    {
        var (book, size) = await SealedAsync();
        var status = (await book.GetAsync("log")).MustBe(200).Json;
        Assert.Equal(
            ($"ledger.local/{book.Code}", size, 0L, 0L), (status.Text("origin"), status.Number("size"), status.Number("unsealed"), status.Number("late")));
        Assert.False(status.TryGetProperty("alarm", out _));
    }

    private static async Task<(TestBook Book, long Size)> SealedAsync()
    {
        var book = await TestBook.OpenAsync();
        await book.OrderAsync(10);
        await book.DeliverAsync("B-1", 10);
        foreach (var role in new[] { Roles.Supplier, Roles.Customer, Roles.Carrier, Roles.Auditor })
        {
            await book.AuthorizationAsync(role);
        }

        return (book, await (await StoredLog.OfAsync(book)).MustBeWholeAsync());
    }

    private static async Task<Reply> AsAsync(TestBook book, Roles role, string route)
    {
        using var client = await LedgerHost.AnonymousAsync();
        client.DefaultRequestHeaders.Authorization = await book.AuthorizationAsync(role);
        using var response = await client.GetAsync($"/books/{book.Code}/{route}");
        return await Reply.OfAsync(response);
    }

    /// <summary>The tiles as a tool that knows nothing of this ledger reads them.</summary>
    private sealed class ServedTiles(TestBook book) : ITileSource
    {
        public async Task<ReadOnlyMemory<byte>> ReadAsync(TilePath tile, CancellationToken ct)
        {
            using var client = await LedgerHost.AnonymousAsync();
            client.DefaultRequestHeaders.Authorization = await book.AuthorizationAsync(Roles.Carrier);
            using var response = await client.GetAsync($"/books/{book.Code}/log/{tile}", ct);
            Assert.Contains("immutable", response.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
            return await response.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(ct);
        }
    }
}
