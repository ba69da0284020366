using System.Text.Json;

namespace Ledger.Http.Tests.Times;

/// <summary>
/// Goal: what becomes of a milestone depends on what happened and when, and not on the order or the speed in which it was told. Method: whole books from files,
/// told line by line with the views settled in between, and all at once.
/// </summary>
public sealed class Milestones_follow_effective_time
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_milestone_is_reached_by_the_fact_that_decides_it(bool isSlow)
    {
        var book = await PlayedAsync("milestone-day", isSlow);
        var milestone = await MilestoneAsync(book, "reached");
        var reached = milestone.GetProperty("reached");
        Assert.Equal("2026-05-05T09:00:00+00:00", reached.Text("occurredAt"));
        Assert.True(reached.GetProperty("late").GetBoolean());
        var deciding = (await book.EventsAsync()).Single(e => e.Number("position") == reached.GetProperty("decidedBy").Number("position"));
        Assert.Equal(("inspection/Q-2", reached.GetProperty("decidedBy").Text("recordedAt")), (deciding.Text("stream"), deciding.Text("recordedAt")));
        Assert.Equal("2", milestone.Figure("count"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_voided_reaches_nothing_and_is_not_confirmed(bool isSlow)
    {
        var book = await PlayedAsync("milestone-falls-back", isSlow);
        var milestone = await MilestoneAsync(book, "planned");
        Assert.False(milestone.TryGetProperty("reached", out _));
        Assert.Equal("0", milestone.Figure("count"));
        var types = (await book.EventsAsync()).Select(e => e.Text("type")).ToList();
        Assert.DoesNotContain("agreements.milestone-confirmed.v1", types);
        Assert.Equal(types.Contains("agreements.milestone-reached.v1"), types.Contains("agreements.milestone-fell-back.v1"));
        Assert.True(!isSlow || types.Contains("agreements.milestone-fell-back.v1"));

        // Shipped again it is reached, and can be confirmed; then it stays, and shows what counts beside it.
        await book.MustPostAsync("batches/ship", new
        {
            batch = "B-1",
            order = "PO-1",
            orderLine = 1,
            to = "DC1",
            carrier = "HAUL",
            despatchAdvice = "DA-2",
            occurredAt = "2026-04-05T09:00:00Z",
        });
        Assert.Equal("2026-04-05T09:00:00+00:00", (await MilestoneAsync(book, "reached")).GetProperty("reached").Text("occurredAt"));
        await book.MustPostAsync(
            "agreements/milestones/confirm", new { agreement = "SA-1", milestone = "M1", by = "CLOUD", occurredAt = "2026-04-06T09:00:00Z" });
        await book.MustPostAsync("batches/void", new { batch = "B-1", reason = "again", occurredAt = "2026-04-07T09:00:00Z" });
        await FirstDeal.SettledAsync(book);
        Assert.Equal("0", (await MilestoneAsync(book, "confirmed")).Figure("count"));
    }

    [Fact]
    public async Task A_dispute_that_is_withdrawn_leaves_it_to_the_figures()
    {
        var book = await PlayedAsync("milestone-day", isSlow: false);
        await MilestoneAsync(book, "reached");
        var said = new { agreement = "SA-1", milestone = "M1", by = "CLOUD", reason = "miscounted", occurredAt = "2026-06-21T09:00:00Z" };
        await book.MustPostAsync("agreements/milestones/dispute", said);
        await MilestoneAsync(book, "disputed");
        await book.MustPostAsync("agreements/milestones/withdraw-dispute", said);
        await MilestoneAsync(book, "reached");
        (await book.PostAsync("agreements/milestones/withdraw-dispute", JsonSerializer.Serialize(said with { reason = "again" })))
            .MustRefuse(409, "milestone-in-wrong-state");
    }

    [Fact]
    public async Task Small_deals_with_times_out_of_order_have_the_right_figures()
    {
        var voided = await PlayedAsync("void-before-ship", isSlow: false);
        Assert.Equal(
            ["acme:gpu-1 site:FAB/inventory 4"], Fold.StockOf((await voided.GetAsync("stock?asOf=2026-04-06T00:00:00Z")).MustBe(200).Json));

        var received = await PlayedAsync("receipt-of-the-same-day", isSlow: false);
        var noon = (await received.GetAsync("agreements/SA-1/progress?effectiveAt=2026-04-10T12:00:00Z")).MustBe(200).Json.List("lines")[0];
        Assert.Equal(("0", "0"), (noon.Figure("shipped"), noon.Figure("received")));
        var three = (await received.GetAsync("agreements/SA-1/progress?effectiveAt=2026-04-10T15:00:00Z")).MustBe(200).Json.List("lines")[0];
        Assert.Equal(("4", "4"), (three.Figure("shipped"), three.Figure("received")));
        var late = (await received.GetAsync("reports/late-facts")).MustBe(200).Json;
        var customer = late.List("partners").Single(partner => partner.Text("party") == "CLOUD");
        Assert.Equal((1, "PT15H"), (customer.Number("movedCount"), customer.Text("movedMost")));
        foreach (var book in new[] { voided, received })
        {
            Assert.True((await book.GetAsync("checks")).MustBe(200).Json.GetProperty("holds").GetBoolean());
        }
    }

    private static async Task<TestBook> PlayedAsync(string name, bool isSlow)
    {
        var book = (await SmallDeal.PlayAsync(name, isSlow ? FollowedAsync : null, isPatient: false)).Book;
        await FirstDeal.SettledAsync(book);
        return book;

        // Where the ledger has judged each fact before the next is told.
        Task FollowedAsync(TestBook played, string line) => line.Contains("ShipBatch", StringComparison.Ordinal) && name == "milestone-falls-back"
            ? MilestoneAsync(played, "reached")
            : FirstDeal.SettledAsync(played);
    }

    private static async Task<JsonElement> MilestoneAsync(TestBook book, string state) =>
        (await book.GetWhenAsync("agreements/SA-1/progress", p => p.List("milestones")[0].Text("state") == state)).Json.List("milestones")[0];
}
