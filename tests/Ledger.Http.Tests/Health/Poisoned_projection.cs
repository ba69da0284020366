namespace Ledger.Http.Tests.Health;

/// <summary>On a database of its own, that is damaged: projections stop at what they cannot read.</summary>
public sealed class Poisoned_projection(OwnHost own) : IClassFixture<OwnHost>
{
    [Fact]
    public async Task An_event_that_nothing_here_can_read_stops_the_projections_and_is_named()
    {
        var book = await own.BookAsync();
        await book.RegisterAsync("B-1", book.Serials("S", 3));
        await book.GetWhenAsync("stock", s => s.List("rows").Length == 1);
        await ReadyWhenAsync(own.Client, r => (int)r.Status == 200);

        var position = (long)(await own.ScalarAsync($"""
            insert into ledger.mt_events
            select poison.* from ledger.mt_events e, lateral jsonb_populate_record(e, jsonb_build_object(
                'seq_id', nextval('ledger.mt_events_sequence'), 'id', gen_random_uuid(), 'version', 2, 'data', jsonb_build_object(), 'type',
                'logistics.unheard-of.v1', 'mt_dotnet_type', 'Ledger.Unheard, Ledger')) poison
            where e.tenant_id = '{book.Code}' and e.stream_id = 'batch/B-1'
            returning seq_id
            """))!;
        await book.RegisterAsync("B-2", book.Serials("T", 4));

        await WhenAsync($"select max(last_seq_id) >= {position} from ledger.mt_event_progression");
        own.Pass(TimeSpan.FromSeconds(90));

        var reply = await ReadyWhenAsync(own.Client, r => (int)r.Status == 503 && r.Text.Contains($"position {position}", StringComparison.Ordinal));
        var projections = reply.Json.GetProperty("checks").GetProperty("projections");
        Assert.Equal("Unhealthy", projections.Text("status"));
        Assert.Contains("Journal:All", projections.Text("detail"));
        Assert.Contains("logistics.unheard-of.v1", projections.Text("detail"));
        Assert.Contains(book.Code, projections.Text("detail"));
        Assert.Equal(200, (int)(await own.Client.GetAsync("/health/live")).StatusCode);

        // Nothing is skipped: the views stay before it, while custody, which is committed with its events, goes on.
        var stock = (await book.GetAsync("stock")).MustBe(200).Json;
        Assert.True(stock.Number("position") < position);
        Assert.Equal(3, stock.List("rows")[0].Number("quantityUnits"));
        Assert.Equal("site:FAB1/inventory", (await book.GetAsync($"units/{book.Serials("T", 1)[0]}")).MustBe(200).Json.Text("account"));
        var checks = (await book.GetAsync("checks")).MustBe(200).Json;
        Assert.Equal(7, checks.Number("units"));
    }

    private async Task WhenAsync(string condition)
    {
        var deadline = Environment.TickCount64 + 20_000;
        while (await own.ScalarAsync(condition) is not true)
        {
            Assert.True(Environment.TickCount64 < deadline, condition);
            await Task.Delay(100);
        }
    }

    internal static async Task<Reply> ReadyWhenAsync(HttpClient client, Func<Reply, bool> isThere)
    {
        var deadline = Environment.TickCount64 + 30_000;
        while (true)
        {
            var reply = await Reply.OfAsync(await client.GetAsync("/health/ready"));
            if (isThere(reply))
            {
                return reply;
            }

            Assert.True(Environment.TickCount64 < deadline, $"{(int)reply.Status} {reply.Text}");
            await Task.Delay(200);
        }
    }
}
