using System.Net.Http.Headers;
using Ledger.Contracts;
using Ledger.Door.Limits;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Ledger.Http.Tests.Limits;

public class Requests_a_minute
{
    [Fact]
    [GoesBeyond("app-rate")]
    public async Task An_app_that_has_used_its_minute_is_told_when_there_is_more_and_others_go_on()
    {
        await using var host = await LimitedHost.StartAsync(settings: ("RequestsPerMinute", 6));
        for (var left = 5; left >= 0; left--)
        {
            var (reply, answer) = await host.SendAsync("/quick", app: "erp");
            reply.MustBe(200);
            Assert.Equal("\"app\";q=6;w=60", Assert.Single(answer.Headers.GetValues("RateLimit-Policy")));
            Assert.Equal($"\"app\";r={left};t=10", Assert.Single(answer.Headers.GetValues("RateLimit")));
        }

        var (refused, headers) = await host.SendAsync("/quick", app: "erp");
        Assert.Equal("yes", refused.MustRefuse(429, "too-many-requests").Json.Text("retryable"));
        Assert.InRange(SecondsOf(headers.Headers.RetryAfter), 1, 10);
        Assert.Equal("\"app\";r=0;t=10", Assert.Single(headers.Headers.GetValues("RateLimit")));
        (await host.GetAsync("/quick", app: "wms")).MustBe(200);
        (await host.GetAsync("/health")).MustBe(200);
    }

    /// <summary>Who only reads what is open to all keeps nobody out who has a key.</summary>
    [Fact]
    [GoesBeyond("address-rate")]
    public async Task Reads_without_a_key_are_bounded_by_where_they_come_from_and_keys_go_on_there()
    {
        await using var host = await LimitedHost.StartAsync(settings: ("AnonymousRequestsPerMinute", 6));
        for (var left = 5; left >= 0; left--)
        {
            // Whoever says who they are is not counted among them.
            (await host.GetAsync("/books/b", app: "erp")).MustBe(200);
            var (reply, answer) = await host.SendAsync("/quick");
            reply.MustBe(200);
            Assert.Equal($"\"address\";r={left};t=10", Assert.Single(answer.Headers.GetValues("RateLimit")));
        }

        var (refused, headers) = await host.SendAsync("/quick");
        refused.MustRefuse(429, "too-many-requests");
        Assert.Equal(10, SecondsOf(headers.Headers.RetryAfter));
        (await host.GetAsync("/books/b", app: "erp")).MustBe(200);
        (await host.GetAsync("/books/b", app: "wms")).MustBe(200);
        (await host.GetAsync("/quick", from: "192.0.2.2")).MustBe(200);
        (await host.GetAsync("/health")).MustBe(200);
    }

    [Fact]
    [GoesBeyond("attempt-rate")]
    public async Task Guessing_keys_is_bounded_by_where_the_guesses_come_from_and_proven_keys_go_on_there()
    {
        await using var host = await LimitedHost.StartAsync(settings: [("AttemptsPerMinute", 6), ("AnonymousRequestsPerMinute", 60)]);
        (await host.GetAsync("/books/b", app: "erp")).MustBe(200);
        for (var left = 5; left >= 0; left--)
        {
            var (reply, answer) = await host.SendAsync("/books/b", app: LimitedHost.Wrong);
            reply.MustBe(401);
            Assert.Equal($"\"address\";r={left};t=10", Assert.Single(answer.Headers.GetValues("RateLimit")));
        }

        (await host.GetAsync("/books/b", app: LimitedHost.Wrong)).MustRefuse(429, "too-many-requests");
        // A right guess does not look different from a wrong one, and one that was right before is no guess.
        (await host.GetAsync("/books/b", app: "wms")).MustRefuse(429, "too-many-requests");
        (await host.GetAsync("/books/b", app: "erp")).MustBe(200);
        (await host.GetAsync("/quick")).MustBe(200);
        (await host.GetAsync("/books/b", app: "wms", from: "192.0.2.2")).MustBe(200);
        (await host.GetAsync("/books/b", app: "wms")).MustBe(200);
    }

    [Fact]
    public async Task What_is_open_to_all_is_counted_by_address_and_an_IPv6_network_is_one_address()
    {
        await using var host = await LimitedHost.StartAsync(settings: ("AnonymousRequestsPerMinute", 2));
        (await host.GetAsync("/quick", from: "2001:db8::1")).MustBe(200);
        (await host.GetAsync("/quick", from: "2001:db8::2")).MustBe(200);
        (await host.GetAsync("/quick", from: "2001:db8:0:0:ffff::3")).MustRefuse(429, "too-many-requests");
        (await host.GetAsync("/quick", from: "2001:db8:0:1::1")).MustBe(200);
        (await host.GetAsync("/quick", from: "::ffff:192.0.2.7")).MustBe(200);
        (await host.GetAsync("/quick", from: "192.0.2.7")).MustBe(200);
        (await host.GetAsync("/quick", from: "192.0.2.7")).MustRefuse(429, "too-many-requests");
    }

    /// <summary>
    /// Method: a limiter that was dropped has forgotten how many it let in. The runtime drops one after ten seconds, by a clock of its own that nobody sets.
    /// </summary>
    [Fact]
    public async Task A_sender_who_has_been_quiet_is_forgotten()
    {
        using var apps = new AppLimiter(Options.Create(new LimitSettings()));
        var contexts = Enumerable.Range(0, 2000).Select(Sender).ToList();
        foreach (var context in contexts)
        {
            apps.Rate.Limiter.AttemptAcquire(context).Dispose();
        }

        Assert.Equal(1, apps.Rate.Limiter.GetStatistics(contexts[^1])!.TotalSuccessfulLeases);
        // To look at one is to use it, so that another is looked at each time.
        var deadline = Environment.TickCount64 + 60_000;
        for (var i = 0; apps.Rate.Limiter.GetStatistics(contexts[i])!.TotalSuccessfulLeases > 0; i++)
        {
            Assert.True(i < contexts.Count - 1 && Environment.TickCount64 < deadline, "Nobody was forgotten.");
            await Task.Delay(100);
        }

        static HttpContext Sender(int number)
        {
            var context = new DefaultHttpContext();
            context.Features.Set(new Caller("SUP", $"app-{number}", "key", "b", false, Scopes.All, Roles.Supplier));
            return context;
        }
    }

    [Theory]
    [InlineData("RequestsPerMinute", 0)]
    [InlineData("ConcurrentPerHost", -1)]
    [InlineData("RequestPerMinute", 5)]
    public async Task A_host_does_not_start_with_a_setting_that_makes_no_sense(string name, int value)
    {
        var refused = await Record.ExceptionAsync(() => LimitedHost.StartAsync(settings: (name, value)));
        Assert.Contains(name, refused?.ToString() ?? "");
    }

    internal static double SecondsOf(RetryConditionHeaderValue? retryAfter) => retryAfter!.Delta!.Value.TotalSeconds;
}
