namespace Ledger.Http.Tests.Health;

/// <summary>Goal: several hosts share one database. Method: two on a fresh one, commands through the first, answers from the second.</summary>
public class Two_hosts
{
    [Fact]
    public async Task Two_hosts_share_a_database_and_both_are_ready()
    {
        var cluster = await LedgerHost.ClusterAsync();
        var name = $"two_{Guid.NewGuid():N}";
        var connection = await cluster.CreateDatabaseAsync(name);
        await using (var first = await LedgerHost.StartOnAsync(connection, isAlone: false))
        await using (var second = await LedgerHost.StartOnAsync(connection, isAlone: false))
        {
            // A leader is elected first, and only then are the projections given out; until then neither is ready.
            await ReadyAsync(LedgerHost.OperatorOf(first));
            await ReadyAsync(LedgerHost.OperatorOf(second));

            var book = await TestBook.OpenAsync(client: LedgerHost.OperatorOf(first));
            await book.OrderAsync(4);
            await book.DeliverAsync("B-1", 3);
            var seen = await book.Through(LedgerHost.OperatorOf(second))
                .GetWhenAsync("stock?condition=received", stock => stock.GetProperty("rows").GetArrayLength() == 1);
            Assert.Equal(3, seen.Json.GetProperty("rows")[0].GetProperty("quantityUnits").GetInt64());
            await book.GetWhenAsync("orders/PO-1", order => order.GetProperty("lines")[0].GetProperty("shipped").GetInt64() == 3);
        }

        await cluster.DropDatabaseAsync(name);
    }

    private static async Task ReadyAsync(HttpClient client)
    {
        var deadline = Environment.TickCount64 + 60_000;
        while (true)
        {
            using var ready = await client.GetAsync("/health/ready");
            if (ready.IsSuccessStatusCode)
            {
                return;
            }

            Assert.True(Environment.TickCount64 < deadline, await ready.Content.ReadAsStringAsync());
            await Task.Delay(250);
        }
    }
}
