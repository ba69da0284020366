using Ledger.Contracts;

namespace Ledger.Http.Tests.Access;

/// <summary>
/// Two books that hold the same ids. Who is of one asks for them in the other, and learns nothing: the answer is to the byte the one that a book which does
/// not exist gives. Asked in its own book, it sees its own.
/// </summary>
public sealed class Ids_of_other_books
{
    private static readonly string[] Addresses =
    [
        "", "me", "parties", "products", "sites", "events", "agreements", "agreements/SA-1", "agreements/SA-1/progress", "orders", "orders/PO-1", "batches",
        "batches/B-1",
        "units", $"units/{TestBook.Gpu}/{{serial}}", $"units/{TestBook.Gpu}/{{serial}}/proof", "units/{serial}", "stock", "checks", "rack-models",
        "rack-models/TINY-1", "racks", "racks/R-1", "replay", $"explain?figure=stock&product={TestBook.Gpu}&condition=received",
        "reports/late-facts?threshold=PT0S", "reports/restatement?until=2026-11-01T00:00:00Z", "apps", "keys", "access/failures",
    ];

    [Fact]
    public async Task Are_as_unknown_as_those_of_no_book_at_all()
    {
        var (mine, theirs) = (await FilledAsync(), await FilledAsync());
        using var client = await LedgerHost.AnonymousAsync();
        foreach (var role in new[] { Roles.Supplier, Roles.Customer, Roles.Auditor })
        {
            var key = (await mine.Book.AuthorizationAsync(role))!.Parameter!;
            foreach (var address in Addresses)
            {
                var (nowhere, there) = (await AskAsync("no-such-book", mine.Serial), await AskAsync(theirs.Book.Code, theirs.Serial));
                there.MustRefuse(404, "unknown-book");
                Assert.Equal(nowhere.Text, there.Text);
                Assert.DoesNotContain(theirs.Book.Code, there.Text, StringComparison.Ordinal);

                Task<Reply> AskAsync(string book, string serial) => client.GetAsync($"/books/{book}/{address.Replace("{serial}", serial)}".TrimEnd('/'), key);
            }
        }
    }

    [Fact]
    public async Task Are_in_no_answer_of_ones_own()
    {
        var (mine, theirs) = (await FilledAsync(), await FilledAsync());
        using var client = await LedgerHost.AnonymousAsync();
        var key = (await mine.Book.AuthorizationAsync(Roles.Auditor))!.Parameter!;
        foreach (var address in Addresses)
        {
            var own = (await client.GetAsync($"/books/{mine.Book.Code}/{address.Replace("{serial}", mine.Serial)}".TrimEnd('/'), key)).MustBe(200);
            Assert.DoesNotContain(theirs.Serial, own.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(theirs.Book.Code, own.Text, StringComparison.Ordinal);
        }

        // A unit that only the other book has is as unknown here as one that nobody has.
        var (hidden, missing) =
            (await client.GetAsync($"/books/{mine.Book.Code}/units/{theirs.Serial}", key), await client.GetAsync($"/books/{mine.Book.Code}/units/NONE-1", key));
        Assert.Equal((404, missing.Json.Text("code")), ((int)hidden.Status, hidden.Json.Text("code")));
        Assert.Equal(missing.Text.Replace("NONE-1", theirs.Serial), hidden.Text);
    }

    /// <summary>A book with an agreement, an order, a batch and a rack whose ids are the same in every such book.</summary>
    private static async Task<(TestBook Book, string Serial)> FilledAsync()
    {
        var book = await TestBook.OpenAsync();
        await book.OrderAsync(2);
        var serial = (await book.DeliverAsync("B-1", 1))[0];
        await book.PlanRackAsync("R-1", 1);
        await book.GetWhenAsync("orders", list => list.List("items").Length == 1);
        await book.GetWhenAsync("batches", list => list.List("items").Length == 1);
        await book.GetWhenAsync("racks", list => list.List("items").Length == 1);
        await book.GetWhenAsync("stock", stock => stock.List("rows").Length > 0);
        return (book, serial);
    }
}
