using System.Globalization;

namespace Ledger.Http.Tests.Advice;

/// <summary>Times that a book does not take, and those that it does.</summary>
public sealed class Times_are_refused
{
    [Fact]
    [Advised("occurred-in-the-future")]
    public async Task A_fact_that_is_still_to_come()
    {
        var (live, rehearsal) = (await Scene.OpenAsync(), await Scene.OpenAsync("rehearsal"));
        await live.RefusedAsync(Site("2099-01-01T00:00:00Z"), "occurred-in-the-future", "Only a rehearsal book accepts facts dated in the future");
        await live.MustAsync(Site(null));
        await rehearsal.MustAsync(Site("2099-01-01T00:00:00Z"));
    }

    [Fact]
    [Advised("before-its-cause")]
    public async Task A_fact_from_long_before_its_cause()
    {
        var scene = await Scene.ShippedAsync(1);
        // The bound is judged by the journal, which follows the events by a moment.
        await scene.StockIsAsync("transit:B-1 inTransit 1");
        await scene.RefusedAsync(Receipt("2026-01-01T00:00:00Z"), "before-its-cause", "Send a time that is at most 30 days before that, or omit occurredAt");
        await scene.MustAsync(Receipt(null));
        await scene.OrderIsAsync("closed 1 1 1 0 0");
    }

    [Fact]
    [Advised("told-too-late")]
    public async Task A_fact_from_long_ago()
    {
        var scene = new Scene(await TestBook.UnopenedAsync());
        (await scene.Book.PostAsync("open", new
        {
            name = "x",
            purpose = "live",
            parties = new[] { new { party = "SUP", name = "Supplier", roles = new[] { "supplier" } } },
            lateDaysMax = 10,
        })).MustBe(201);
        await scene.RefusedAsync(Site(DaysAgo(11)), "told-too-late", "This book accepts facts of the last 10 days");
        await scene.MustAsync(Site(DaysAgo(9)));
    }

    private static string DaysAgo(int days) => TimeProvider.System.GetUtcNow().AddDays(-days).ToString("O", CultureInfo.InvariantCulture);

    private static Command Site(string? occurredAt) => new("RegisterSite", new { site = "S-1", name = "x", kind = "port", occurredAt });

    private static Command Receipt(string? occurredAt) => new("ReceiveBatch", new { batch = "B-1", receipt = "R-1", occurredAt });
}
