using Marten.Events.Daemon.Coordination;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Http.Tests.Health;

/// <summary>On a database of its own: what a projection needs is taken away from it, and given back.</summary>
public sealed class Stopped_projection(OwnHost own) : IClassFixture<OwnHost>
{
    [Fact]
    public async Task What_stops_a_projection_is_told_for_as_long_as_it_does_and_it_goes_on_by_itself_afterwards()
    {
        var book = await own.BookAsync();
        await book.RegisterAsync("B-1", book.Serials("S", 3));
        await book.GetWhenAsync("stock", s => s.List("rows").Length == 1);
        await Poisoned_projection.ReadyWhenAsync(own.Client, r => (int)r.Status == 200);

        await own.ExecuteAsync("alter table inventory.journal rename to journal_hidden");
        await book.RegisterAsync("B-2", book.Serials("T", 4));
        await Poisoned_projection.ReadyWhenAsync(own.Client, IsRed);
        for (var until = Environment.TickCount64 + 12_000; Environment.TickCount64 < until; await Task.Delay(100))
        {
            // It is tried again and again meanwhile, and readiness does not take a try for a success.
            var reply = await Reply.OfAsync(await own.Client.GetAsync("/health/ready"));
            Assert.True(IsRed(reply), reply.Text);
        }

        await own.ExecuteAsync("alter table inventory.journal_hidden rename to journal");
        await book.GetWhenAsync("stock", s => s.List("rows") is [var all] && all.Number("quantityUnits") == 7);
        await Poisoned_projection.ReadyWhenAsync(own.Client, r => (int)r.Status == 200);

        static bool IsRed(Reply reply) => (int)reply.Status == 503
            && reply.Json.GetProperty("checks").GetProperty("projections").Text("detail").Contains("Journal:All", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_projection_that_somebody_stops_is_started_again()
    {
        var book = await own.BookAsync();
        await book.RegisterAsync("B-3", book.Serials("U", 3));
        await Poisoned_projection.ReadyWhenAsync(own.Client, r => (int)r.Status == 200);
        var daemon = own.Services.GetRequiredService<IProjectionCoordinator>().DaemonForMainDatabase();
        foreach (var agent in daemon.CurrentAgents())
        {
            await daemon.StopAgentAsync(agent.Name);
        }

        await book.RegisterAsync("B-4", book.Serials("V", 4));
        await book.GetWhenAsync("stock", s => s.List("rows") is [var all] && all.Number("quantityUnits") == 7);
        await Poisoned_projection.ReadyWhenAsync(own.Client, r => (int)r.Status == 200);
    }

    [Fact]
    public async Task A_projection_that_the_database_is_behind_starts_again_from_there_and_applies_nothing_twice()
    {
        var book = await own.BookAsync();
        await book.RegisterAsync("B-7", book.Serials("Y", 3));
        await book.GetWhenAsync("stock", s => s.List("rows").Length == 1);
        await book.MustPostAsync("sites", new { site = "LATE", name = "A port", kind = "port" });
        const string caughtUp = """
            select bool_and(last_seq_id = (select max(seq_id) from ledger.mt_events)) from ledger.mt_event_progression
            where name like '%:All'
            """;
        await WhenAsync(caughtUp);

        // As after a server has taken over that had not heard of the last page.
        await own.ExecuteAsync("update ledger.mt_event_progression set last_seq_id = last_seq_id - 1 where name like '%:All'");
        await book.RegisterAsync("B-8", book.Serials("Z", 4));
        await WhenAsync(caughtUp);
        var stock = (await book.GetAsync("stock")).MustBe(200).Json;
        Assert.Equal(7, stock.List("rows")[0].Number("quantityUnits"));
        Assert.True((await book.GetAsync("checks")).MustBe(200).Json.GetProperty("holds").GetBoolean());
        await Poisoned_projection.ReadyWhenAsync(own.Client, r => (int)r.Status == 200);
    }

    private async Task WhenAsync(string condition)
    {
        for (var deadline = Environment.TickCount64 + 20_000; await own.ScalarAsync(condition) is not true; await Task.Delay(50))
        {
            Assert.True(Environment.TickCount64 < deadline, condition);
        }
    }

    [Fact]
    public async Task Projections_pass_positions_that_were_drawn_and_never_recorded()
    {
        var book = await own.BookAsync();
        await book.RegisterAsync("B-5", book.Serials("W", 3));
        await own.ExecuteAsync("select nextval('ledger.mt_events_sequence') from generate_series(1, 20)");
        await book.RegisterAsync("B-6", book.Serials("X", 4));
        await book.GetWhenAsync("stock", s => s.List("rows") is [var all] && all.Number("quantityUnits") == 7);
        await Poisoned_projection.ReadyWhenAsync(own.Client, r => (int)r.Status == 200);
    }
}
