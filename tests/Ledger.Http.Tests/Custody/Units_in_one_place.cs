using Npgsql;

namespace Ledger.Http.Tests.Custody;

public sealed class Units_in_one_place
{
    [Fact]
    public async Task A_unit_is_received_once()
    {
        var book = await TestBook.OpenAsync();
        await book.OrderAsync(30);
        var serials = await book.DeliverAsync("B-1", 30);
        var before = await book.EventCountAsync();

        (await book.ReceiveAsync("B-1", "RC-B-1", [serials[0]])).MustRefuse(409, "already-recorded");
        (await book.ReceiveAsync("B-1", "RC-2")).MustRefuse(409, "nothing-to-receive");
        var again = (await book.ReceiveAsync("B-1", "RC-3", serials)).MustRefuse(409, "already-received");
        Assert.Equal(30, again.Serials.Count);
        Assert.Equal(serials.Take(20), again.Serials.First);
        // Only the order, which hears of the first receipt, may have been added to.
        Assert.InRange(await book.EventCountAsync(), before, before + 3);
        Assert.Equal(30, (await book.GetWhenAsync("orders/PO-1", o => o.List("lines")[0].Number("received") > 0)).Json.List("lines")[0].Number("received"));
    }

    [Fact]
    public async Task Of_eight_clients_who_receive_one_batch_exactly_one_does()
    {
        var book = await TestBook.OpenAsync();
        await book.OrderAsync(20);
        await book.ShipAsync("B-1", 20);
        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(client => book.ReceiveAsync("B-1", $"RC-{client}")));
        Assert.Single(replies, r => (int)r.Status == 200);
        Assert.All(replies.Where(r => (int)r.Status != 200), r => r.MustRefuse(409, "nothing-to-receive"));
    }

    [Fact]
    public async Task Units_are_accepted_where_they_are()
    {
        var book = await TestBook.OpenAsync();
        await book.OrderAsync(10);
        var received = await book.DeliverAsync("B-1", 3);
        var onTheWay = await book.ShipAsync("B-2", 2);

        var elsewhere = (await book.PostAsync("units/accept", Deals.Inspection("QC-1", received, TestBook.Factory))).MustRefuse(409, "unit-not-there");
        Assert.Equal(3, elsewhere.Serials.Count);
        var some = (await book.PostAsync("units/accept", Deals.Inspection("QC-1", [.. received, .. onTheWay, "NONE"]))).MustRefuse(409, "unit-not-there");
        Assert.Equal([.. onTheWay, "NONE"], some.Serials.First);
        (await book.PostAsync("units/accept", Deals.Inspection("QC-1", received))).MustBe(201);
        (await book.PostAsync("units/accept", Deals.Inspection("QC-1", received[..1]))).MustRefuse(409, "already-recorded");
        (await book.PostAsync("units/accept", Deals.Inspection("QC-2", received))).MustRefuse(409, "unit-not-there");
    }

    [Fact]
    public async Task Another_book_s_units_are_nowhere()
    {
        var (mine, other) = (await TestBook.OpenAsync(), await TestBook.OpenAsync());
        await other.OrderAsync(5);
        var theirs = await other.DeliverAsync("B-1", 5);
        var reply = (await mine.PostAsync("units/accept", Deals.Inspection("QC-1", theirs))).MustRefuse(409, "unit-not-there");
        Assert.Equal(theirs, reply.Serials.First);
        Assert.DoesNotContain(other.Code, reply.Text);
    }

    [Fact]
    public async Task Of_eight_racks_that_take_one_unit_at_once_exactly_one_gets_it()
    {
        var book = await TestBook.OpenAsync();
        await book.OrderAsync(10);
        var serials = await book.DeliverAsync("B-1", 2);
        await book.MustPostAsync("units/accept", Deals.Inspection("QC-1", serials));
        for (var rack = 0; rack < 8; rack++)
        {
            await book.PlanRackAsync($"R-{rack}", 2);
        }

        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(rack => book.PostAsync("racks/install", Deals.Installation($"R-{rack}", serials))));

        Assert.Single(replies, r => (int)r.Status == 200);
        Assert.All(replies.Where(r => (int)r.Status != 200), r => Assert.Equal(2, r.MustRefuse(409, "unit-not-there").Serials.Count));
        Assert.StartsWith("rack:R-", (await book.GetAsync($"units/{serials[0]}")).Json.Text("place"));
    }

    [Fact]
    public async Task Two_commands_over_the_same_thousand_units_in_opposite_order_never_deadlock()
    {
        var book = await TestBook.OpenAsync();
        await book.OrderAsync(1000);
        var serials = await book.DeliverAsync("B-1", 1000);
        var deadlocks = await DeadlocksAsync();
        for (var round = 0; round < 50; round++)
        {
            var replies = await Task.WhenAll(
                book.PostAsync("units/accept", Deals.Inspection($"A-{round}", serials)),
                book.PostAsync("units/reject", Deals.Rejection($"R-{round}", serials.Reverse())));

            Assert.Contains(replies, r => (int)r.Status == 201);
            Assert.All(replies.Where(r => (int)r.Status != 201), r => r.MustRefuse(409, "unit-not-there"));
        }

        Assert.Equal(deadlocks, await DeadlocksAsync());
        var checks = (await book.GetAsync("checks")).MustBe(200).Json;
        Assert.True(checks.GetProperty("holds").GetBoolean(), checks.ToString());
        Assert.Equal(1000, checks.Number("units"));
    }

    private static async Task<long> DeadlocksAsync()
    {
        await using var command = (await Recorded.DatabaseAsync())
            .CreateCommand("select pg_stat_clear_snapshot(), deadlocks from pg_stat_database where datname = current_database()");
        await using NpgsqlDataReader row = await command.ExecuteReaderAsync();
        await row.ReadAsync();
        return row.GetInt64(1);
    }
}
