namespace Ledger.Http.Tests.Limits;

/// <summary>An app has its limits, and so has the party that has many apps, and the book that has many parties.</summary>
public class Parties_and_books
{
    private const string Sse = "text/event-stream";

    [Theory]
    [GoesBeyond("party-concurrency")]
    [GoesBeyond("book-concurrency")]
    [GoesBeyond("party-streams")]
    [GoesBeyond("book-streams")]
    [InlineData("ConcurrentPerParty", "b/SUP/erp b/SUP/wms", "b/SUP/tms", "b/CAR/erp", "/slow")]
    [InlineData("ConcurrentPerBook", "b/SUP/erp b/CAR/erp", "b/CUS/erp", "c/SUP/erp", "/slow")]
    [InlineData("StreamsPerParty", "b/SUP/erp b/SUP/wms", "b/SUP/tms", "b/CAR/erp", "/stream")]
    [InlineData("StreamsPerBook", "b/SUP/erp b/CAR/erp", "b/CUS/erp", "c/SUP/erp", "/stream")]
    public async Task Two_at_once_are_served_and_a_third_is_not_and_others_go_on(string setting, string two, string third, string other, string path)
    {
        await using var host = await LimitedHost.StartAsync(settings: (setting, 2));
        var senders = two.Split(' ');
        await host.OccupyAsync(2, i => host.GetAsync(path, app: senders[i], accept: Sse));
        Assert.Equal("yes", (await host.GetAsync(path, app: third, accept: Sse)).MustRefuse(429, "too-many-at-once").Json.Text("retryable"));
        await host.OccupyAsync(1, _ => host.GetAsync(path, app: other, accept: Sse));
    }

    [Theory]
    [GoesBeyond("party-rate")]
    [GoesBeyond("book-rate")]
    [InlineData("PartyRequestsPerMinute", "b/SUP/erp b/SUP/wms", "b/SUP/tms", "b/CAR/erp")]
    [InlineData("BookRequestsPerMinute", "b/SUP/erp b/CAR/erp", "b/CUS/erp", "c/SUP/erp")]
    public async Task Two_a_minute_are_served_and_a_third_is_not_and_others_go_on(string setting, string two, string third, string other)
    {
        await using var host = await LimitedHost.StartAsync(settings: (setting, 2));
        foreach (var sender in two.Split(' '))
        {
            (await host.GetAsync("/quick", app: sender)).MustBe(200);
        }

        var (refused, answer) = await host.SendAsync("/quick", app: third);
        refused.MustRefuse(429, "too-many-requests");
        Assert.InRange(Requests_a_minute.SecondsOf(answer.Headers.RetryAfter), 1, 30);
        (await host.GetAsync("/quick", app: other)).MustBe(200);
    }
}
