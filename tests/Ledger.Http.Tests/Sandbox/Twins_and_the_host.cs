using Npgsql;

namespace Ledger.Http.Tests.Sandbox;

/// <summary>On databases of their own, for time is set back, and a row is made wrong by hand.</summary>
public sealed class Twins_and_the_host(OwnHost own) : IClassFixture<OwnHost>
{
    /// <summary>
    /// Goal: the alarms of a twin's due dates ring. Method: the host's clock is two days behind, so that a date that is over by the messages' clock is to come
    /// by its own.
    /// </summary>
    [Fact]
    public async Task A_due_date_that_passes_is_missed_in_the_twin_as_in_the_book()
    {
        own.Pass(TimeSpan.FromDays(-2));
        var book = await own.BookAsync();
        var dueOn = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-1)
            .ToString("O", System.Globalization.CultureInfo.InvariantCulture);
        await book.MustPostAsync("agreements", new
        {
            agreement = "SA-1",
            supplier = "SUP",
            customer = "CUS",
            lines = new[] { new { line = 1, product = TestBook.Gpu, quantity = 10, from = "2026-01-01", until = "2027-12-31" } },
            milestones = new[] { new { milestone = "M-1", name = "First", metric = "received", product = TestBook.Gpu, quantity = 1, dueOn } },
        });
        var twin = new Partners(book, own.Client);
        await twin.GetWhenAsync("CUS", "agreements/SA-1", a => a.List("milestones")[0].Text("state") == "missed");
        await book.GetWhenAsync("agreements/SA-1", a => a.List("milestones")[0].Text("state") == "missed");
    }

    [Fact]
    public async Task A_twin_that_does_not_balance_is_no_matter_of_the_hosts_health()
    {
        var cluster = await LedgerHost.ClusterAsync();
        var name = $"own_{Guid.NewGuid():N}";
        var connection = await cluster.CreateDatabaseAsync(name);
        await using (var first = await LedgerHost.StartOnAsync(connection))
        {
            var client = LedgerHost.OperatorOf(first);
            var book = await TestBook.OpenAsync(client: client);
            var twin = new Partners(book, client);
            await book.RegisterAsync("B-1", book.Serials("S", 3));
            await twin.MustPostAsync("SUP", "batches", new { batch = "B-1", product = TestBook.Gpu, site = TestBook.Factory, serials = book.Serials("S", 2) });
            await book.GetWhenAsync("stock", s => s.List("rows").Sum(r => r.Number("quantityUnits")) == 3);
            await twin.GetWhenAsync("SUP", "stock", s => s.List("rows").Sum(r => r.Number("quantityUnits")) == 2);
            await using var database = NpgsqlDataSource.Create(connection);
            await using var spoil = database.CreateCommand("update inventory.unit set account = 'site:NOWHERE/inventory' where book like '%~%'");
            Assert.Equal(2, await spoil.ExecuteNonQueryAsync());
            Assert.False((await twin.GetAsync("AUD", "checks")).Reply.Json.GetProperty("holds").GetBoolean());
            Assert.True((await book.GetAsync("checks")).Json.GetProperty("holds").GetBoolean());
        }

        // The next host checks all books at its start.
        await using (var second = await LedgerHost.StartOnAsync(connection))
        {
            var client = LedgerHost.OperatorOf(second);
            var ready =
                await Health.Poisoned_projection.ReadyWhenAsync(client, r => (int)r.Status == 200 && r.Text.Contains("\"books\":", StringComparison.Ordinal));
            var balances = ready.Json.GetProperty("checks").GetProperty("balances");
            Assert.Equal(
                ("Healthy", 1, 3), (balances.Text("status"), balances.GetProperty("data").Number("books"), balances.GetProperty("data").Number("units")));
        }

        await cluster.DropDatabaseAsync(name);
    }
}
