namespace Ledger.Http.Tests.Reads;

/// <summary>Views of streams that their reader has already.</summary>
public sealed class Unchanged
{
    [Fact]
    public async Task Every_view_of_a_stream_is_sent_again_only_when_the_stream_has_changed()
    {
        var book = await TestBook.OpenAsync();
        await book.OrderAsync(5);
        await book.PlanRackAsync("R-1", 1);
        await book.RegisterAsync("B-1", book.Serials("B-1", 5));
        foreach (var view in new[] { "", "agreements/SA-1", "orders/PO-1", "batches/B-1", "racks/R-1", $"rack-models/{Deals.Model}-1" })
        {
            var tag = (await book.GetAsync(view)).MustBe(200).ETag!;
            Assert.Matches("^\"v[1-9][0-9]*\"$", tag);
            foreach (var known in new[] { tag, $"W/{tag}", $"\"v0\", {tag}", "*" })
            {
                using var unchanged = await GetAsync(book, view, known);
                Assert.Equal(
                    (304, tag, 0), ((int)unchanged.StatusCode, unchanged.Headers.ETag?.ToString(), (await unchanged.Content.ReadAsByteArrayAsync()).Length));
            }

            foreach (var other in new[] { "\"v0\"", "\"v999\"", "v1", "nonsense", "" })
            {
                using var changed = await GetAsync(book, view, other);
                Assert.Equal((200, tag), ((int)changed.StatusCode, changed.Headers.ETag?.ToString()));
            }
        }

        var before = (await book.GetAsync("batches/B-1")).ETag!;
        await book.MustPostAsync("batches/ship", book.Shipment("B-1"));
        using var after = await GetAsync(book, "batches/B-1", before);
        Assert.Equal((200, "\"v2\""), ((int)after.StatusCode, after.Headers.ETag?.ToString()));
        using var unknown = await GetAsync(book, "batches/B-9", "*");
        Assert.Equal(404, (int)unknown.StatusCode);
    }

    private static async Task<HttpResponseMessage> GetAsync(TestBook book, string view, string known)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/books/{book.Code}/{view}".TrimEnd('/'));
        request.Headers.TryAddWithoutValidation("If-None-Match", known);
        return await (await LedgerHost.ClientAsync()).SendAsync(request);
    }
}
