using Ledger.Door.Places;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Http.Tests.Limits;

public class Requests_at_once
{
    private const string Sse = "text/event-stream";

    [Fact]
    [GoesBeyond("app-concurrency")]
    public async Task An_app_has_so_many_requests_at_once_and_others_go_on()
    {
        await using var host = await LimitedHost.StartAsync(settings: ("ConcurrentPerApp", 3));
        var held = await host.OccupyAsync(3, _ => host.GetAsync("/slow", app: "erp"));
        var (refused, answer) = await host.SendAsync("/quick", app: "erp");
        Assert.Equal("yes", refused.MustRefuse(429, "too-many-at-once").Json.Text("retryable"));
        Assert.Equal(1, Requests_a_minute.SecondsOf(answer.Headers.RetryAfter));
        (await host.GetAsync("/quick", app: "wms")).MustBe(200);

        host.Release();
        Assert.All(await Task.WhenAll(held), reply => reply.MustBe(200));
        (await host.GetAsync("/quick", app: "erp")).MustBe(200);
    }

    [Fact]
    [GoesBeyond("app-streams")]
    public async Task Streams_have_places_of_their_own()
    {
        await using var host =
            await LimitedHost.StartAsync(settings: [("StreamsPerApp", 2), ("ConcurrentPerApp", 1), ("ConcurrentPerHost", 2), ("QueuePerHost", 0)]);
        await host.OccupyAsync(2, _ => host.GetAsync("/stream", app: "erp", accept: Sse));
        (await host.GetAsync("/stream", app: "erp", accept: Sse)).MustRefuse(429, "too-many-at-once");
        (await host.GetAsync("/quick", app: "erp", accept: Sse)).MustBe(200);
        // Without asking for a stream it is a request like any other, and takes the only place.
        await host.OccupyAsync(1, _ => host.GetAsync("/stream", app: "erp"));
        (await host.GetAsync("/quick", app: "erp")).MustRefuse(429, "too-many-at-once");
        await host.OccupyAsync(2, _ => host.GetAsync("/stream", app: "wms", accept: Sse));
    }

    [Fact]
    [GoesBeyond("host-streams")]
    public async Task A_host_has_so_many_streams()
    {
        await using var host = await LimitedHost.StartAsync(settings: ("StreamsPerHost", 2));
        await host.OccupyAsync(2, i => host.GetAsync("/stream", app: $"app-{i}", accept: Sse));
        (await host.GetAsync("/stream", app: "erp", accept: Sse)).MustRefuse(503, "overloaded");
        (await host.GetAsync("/quick", app: "erp")).MustBe(200);
    }

    [Fact]
    [GoesBeyond("host-concurrency")]
    [GoesBeyond("host-queue")]
    public async Task Overload_is_shed_at_once_and_the_host_recovers_by_itself()
    {
        await using var host = await LimitedHost.StartAsync(settings: [("ConcurrentPerHost", 4), ("QueuePerHost", 2)]);
        var held = await host.OccupyAsync(4, i => host.GetAsync("/slow", app: $"app-{i}"));
        var queued = Enumerable.Range(0, 2).Select(_ => host.GetAsync("/quick", app: "late")).ToList();
        await Task.Delay(100);
        var shed = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => host.SendAsync("/quick", app: "later")));
        Assert.All(shed, answer =>
        {
            Assert.Equal("yes", answer.Reply.MustRefuse(503, "overloaded").Json.Text("retryable"));
            Assert.InRange(Requests_a_minute.SecondsOf(answer.Response.Headers.RetryAfter), 1, 3);
        });
        Assert.DoesNotContain(queued, task => task.IsCompleted);
        (await host.GetAsync("/health")).MustBe(200);

        host.Release();
        Assert.All(await Task.WhenAll([.. held, .. queued]), reply => reply.MustBe(200));
        Assert.All(await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => host.GetAsync("/quick", app: "later"))), reply => reply.MustBe(200));
    }

    [Fact]
    [GoesBeyond("anonymous-concurrency")]
    public async Task Strangers_are_in_the_way_of_strangers_only()
    {
        await using var host = await LimitedHost.StartAsync(settings: [("AnonymousPerHost", 2), ("QueuePerHost", 0)]);
        (await host.GetAsync("/quick", app: "erp")).MustBe(200);
        await host.OccupyAsync(2, i => host.GetAsync("/slow", from: $"192.0.2.{i + 1}"));
        (await host.GetAsync("/quick", from: "192.0.2.9")).MustRefuse(503, "overloaded");
        (await host.GetAsync("/quick", app: LimitedHost.Wrong)).MustRefuse(503, "overloaded");
        (await host.GetAsync("/quick", app: "erp")).MustBe(200);
        // What a proven sender works on for long is not among strangers.
        await host.OccupyAsync(3, _ => host.GetAsync("/slow", app: "erp"));
    }

    [Fact]
    [GoesBeyond("host-queue-time")]
    public async Task Nobody_stands_in_the_queue_for_long()
    {
        var clock = new HastyClock();
        await using var host = await LimitedHost.StartAsync(services => services.AddSingleton<TimeProvider>(clock), ("ConcurrentPerHost", 1));
        await host.OccupyAsync(1, _ => host.GetAsync("/slow", app: "erp"));
        clock.Waits.Clear();
        (await host.GetAsync("/quick", app: "wms")).MustRefuse(503, "overloaded");
        Assert.Contains(TimeSpan.FromSeconds(PlacePool.QueueSecondsMax), clock.Waits);
    }

    /// <summary>Method: the time is set shorter, so that the test need not wait for it.</summary>
    [Fact]
    [GoesBeyond("answer-time")]
    public async Task A_request_that_gets_no_answer_ends_as_one_whose_outcome_is_unknown_and_gives_its_place_back()
    {
        await using var host = await LimitedHost.StartAsync(
            services =>
                services.PostConfigure<RequestTimeoutOptions>(
                    timeouts =>
                    timeouts.DefaultPolicy = new() { Timeout = TimeSpan.FromSeconds(1), WriteTimeoutResponse = timeouts.DefaultPolicy!.WriteTimeoutResponse }),
            ("ConcurrentPerApp", 1));
        var reply = await host.GetAsync("/slow", app: "erp");
        Assert.Equal("same-key", reply.MustRefuse(504, "took-too-long").Json.Text("retryable"));
        (await host.GetAsync("/quick", app: "erp")).MustBe(200);
        var stream = await host.OccupyAsync(1, _ => host.GetAsync("/stream", app: "erp", accept: Sse));
        // A request that came after the stream is given up by now.
        (await host.GetAsync("/slow", app: "wms")).MustRefuse(504, "took-too-long");
        Assert.False(stream[0].IsCompleted);
    }
}
