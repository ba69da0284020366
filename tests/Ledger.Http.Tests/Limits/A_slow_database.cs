using Npgsql;

namespace Ledger.Http.Tests.Limits;

/// <summary>
/// Goal: a database that does not answer keeps nobody waiting for ever. Method: a pool of few connections, and a lock on what all reads need.
/// </summary>
public class A_slow_database
{
    [Fact]
    public async Task Requests_are_answered_in_bounded_time_and_everything_is_well_again_when_the_database_is()
    {
        var cluster = await LedgerHost.ClusterAsync();
        var name = $"slow_{Guid.NewGuid():N}";
        var connection =
            new NpgsqlConnectionStringBuilder(await cluster.CreateDatabaseAsync(name)) { MaxPoolSize = 12, Timeout = 2, CommandTimeout = 3 }.ConnectionString;
        await using (var host = await LedgerHost.StartOnAsync(connection))
        {
            using var client = LedgerHost.OperatorOf(host);
            var book = await TestBook.OpenAsync(client: client);
            await book.RegisterAsync("B-1", book.Serials("S", 2));
            (await book.GetAsync("units")).MustBe(200);

            await using (var other = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connection) { Pooling = false }.ConnectionString))
            {
                await other.OpenAsync();
                await using var transaction = await other.BeginTransactionAsync();
                await using var hold = new NpgsqlCommand("lock table inventory.unit in access exclusive mode", other, transaction);
                await hold.ExecuteNonQueryAsync();
                var replies = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => book.GetAsync("units")));
                Assert.All(replies, reply => reply.MustRefuse(503, "unavailable"));
            }

            (await book.GetAsync("units")).MustBe(200);
            (await book.PostAsync("batches", new { batch = "B-2", product = TestBook.Gpu, site = TestBook.Factory, serials = book.Serials("T", 2) }))
                .MustBe(201);
        }

        await cluster.DropDatabaseAsync(name);
    }
}
