using System.Diagnostics;
using Alba;
using Xunit.Abstractions;

namespace Ledger.Http.Tests.Outages;

/// <summary>
/// Goal: whatever stops projections while PostgreSQL is gone, they run again soon after it is back, and nothing is lost on the way. Method: a server of the
/// test's own is killed under load, several times, beneath one host and beneath two; then every view is compared with a fold of the events.
/// </summary>
[Collection(Alone.Name)]
public sealed class Projections_under_load(OwnPostgres postgres, ITestOutputHelper output) : IClassFixture<OwnPostgres>
{
    private const int Kills = 4;
    private static readonly TimeSpan RunsAgainWithin = TimeSpan.FromSeconds(10);

    private const string Behind = """
        select string_agg(name || ' ' || last_seq_id || ' ' || coalesce(agent_status, '?') || ' ' || coalesce(left(pause_reason, 200), ''), '; ')
        from ledger.mt_event_progression where name like '%:All' and last_seq_id <
        """;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Projections_go_on_after_the_database_was_killed(int hostsCount)
    {
        var connection = await postgres.Cluster.CreateDatabaseAsync($"outage_{hostsCount}_{Guid.NewGuid():N}");
        var hosts = new List<IAlbaHost>();
        for (var i = 0; i < hostsCount; i++)
        {
            hosts.Add(await LedgerHost.StartOnAsync(connection, isAlone: hostsCount == 1));
        }

        try
        {
            var book = await TestBook.OpenAsync(client: LedgerHost.OperatorOf(hosts[0]));
            await book.OrderAsync(100_000);
            var load = new Load([.. hosts.Select(host => book.Through(LedgerHost.OperatorOf(host)))]);
            load.Start(threads: 4);
            for (var kill = 0; kill < Kills; kill++)
            {
                await Task.Delay(Random.Shared.Next(500, 2_000));
                postgres.Kill();
                await OwnPostgres.BackAsync(connection);
                await MustRunAgainAsync(connection, kill);
            }

            await load.StopAsync();
            await MustBeFoldsAsync(book, load.DeliveredUnits);
        }
        finally
        {
            foreach (var host in hosts)
            {
                await host.DisposeAsync();
            }
        }
    }

    /// <summary>Every projection includes what was recorded when the server came back.</summary>
    private async Task MustRunAgainAsync(string connection, int kill)
    {
        var since = Stopwatch.StartNew();
        var recorded = (long)(await OwnPostgres.ScalarAsync(connection, "select max(seq_id) from ledger.mt_events"))!;
        while (await OwnPostgres.ScalarAsync(connection, $"{Behind} {recorded}") is string behind)
        {
            Assert.True(since.Elapsed < RunsAgainWithin, $"After kill {kill + 1} the projections do not reach position {recorded}: {behind}");
            await Task.Delay(50);
        }

        output.WriteLine($"Kill {kill + 1}: all projections at {recorded} after {since.Elapsed.TotalSeconds:N1} s.");
    }

    private static async Task MustBeFoldsAsync(TestBook book, long delivered)
    {
        await book.GetWhenAsync("orders/PO-1", order => order.List("lines")[0].Number("received") == delivered);
        var events = await book.EventsAsync();
        var fold = Fold.Of(events);
        await book.GetWhenAsync("stock", stock => Fold.StockOf(stock).SequenceEqual(fold.Stock));
        Assert.Equal(
            fold.Progress("SA-1/1"), Fold.ProgressOf((await book.GetAsync("agreements/SA-1/progress")).MustBe(200).Json.List("lines")[0]));
        Assert.True((await book.GetAsync("checks")).MustBe(200).Json.GetProperty("holds").GetBoolean());
    }
}
