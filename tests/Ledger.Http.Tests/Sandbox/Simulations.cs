using System.Diagnostics;

namespace Ledger.Http.Tests.Sandbox;

/// <summary>An integrator rehearses what a network does to requests: each trouble, and the retry that must find the first answer.</summary>
public sealed class Simulations
{
    [Fact]
    public async Task Before_the_commit_nothing_is_recorded_and_a_retry_is_the_first()
    {
        var twin = await TwinAsync();
        (await RegisterAsync(twin, "503-before-commit")).Reply.MustRefuse(503, "simulated");
        (await twin.GetAsync("SUP", "batches/B-1")).Reply.MustBe(404);
        var retry = await RegisterAsync(twin);
        retry.Reply.MustBe(201);
        Assert.Null(retry.Replayed);
    }

    [Fact]
    public async Task After_the_commit_it_is_recorded_and_a_retry_gets_the_answer_that_was_lost()
    {
        var twin = await TwinAsync();
        var lost = await RegisterAsync(twin, "503-after-commit");
        lost.Reply.MustRefuse(503, "simulated");
        Assert.Equal(("same-key", null), (lost.Reply.Json.Text("retryable"), lost.Reply.ETag));
        (await twin.GetAsync("SUP", "batches/B-1")).Reply.MustBe(200);
        var retry = await RegisterAsync(twin);
        Assert.Equal("true", retry.Replayed);
        Assert.Equal(1, retry.Reply.MustBe(201).Json.Number("version"));
    }

    [Fact]
    public async Task Late_the_answer_comes_after_two_seconds()
    {
        var twin = await TwinAsync();
        var watch = Stopwatch.StartNew();
        var late = await RegisterAsync(twin, "delay-2s");
        Assert.True(watch.Elapsed.TotalSeconds > 1.9, $"It came after {watch.Elapsed}.");
        late.Reply.MustBe(201);
        var retry = await RegisterAsync(twin);
        Assert.Equal(("true", late.Reply.Text.ButForItsSeal()), (retry.Replayed, retry.Reply.Text.ButForItsSeal()));
    }

    [Fact]
    public async Task Only_with_a_test_key_and_only_what_there_is()
    {
        var twin = await TwinAsync();
        var live = await Partners.OfAsync(twin.Book, "live");
        (await RegisterAsync(live, "delay-2s")).Reply.MustRefuse(400, "simulate-only-in-sandbox");
        (await live.GetAsync("SUP", "products", "503-before-commit")).Reply.MustRefuse(400, "simulate-only-in-sandbox");
        foreach (var nonsense in new[] { "503", "delay-3s", "503-After-Commit", "delay-2s,delay-2s" })
        {
            (await RegisterAsync(twin, nonsense)).Reply.MustRefuse(400, "unknown-simulation");
        }

        (await twin.GetAsync("SUP", "batches/B-1")).Reply.MustBe(404);
        (await twin.GetAsync("SUP", "products", "503-after-commit")).Reply.MustRefuse(503, "simulated");
    }

    [Theory]
    [InlineData("503-before-commit", 404, null)]
    [InlineData("503-after-commit", 200, "\"replayed\":true")]
    public async Task A_bulk_request_fails_as_a_whole(string simulate, int found, string? replayed)
    {
        var twin = await TwinAsync();
        var lines = string.Join('\n', Enumerable.Range(1, 3).Select(i =>
            $$"""{"type":"RegisterBatch","key":"line-{{i}}","batch":"B-{{i}}","product":"{{TestBook.Gpu}}","site":"{{TestBook.Factory}}","serials":"""
            + $$"""["{{twin.Book.Serials($"S{i}", 1)[0]}}"]}"""));
        (await twin.BulkAsync("SUP", lines, simulate)).Reply.MustRefuse(503, "simulated");
        (await twin.GetAsync("SUP", "batches/B-3")).Reply.MustBe(found);
        var retry = (await twin.BulkAsync("SUP", lines)).Reply.Text.Trim().Split('\n');
        Assert.All(retry, line => Assert.Contains("\"status\":201", line));
        Assert.All(retry, line => Assert.Equal(replayed is not null, line.Contains("\"replayed\":true", StringComparison.Ordinal)));
    }

    private static async Task<Partners> TwinAsync() => await Partners.OfAsync(await TestBook.OpenAsync());

    private static Task<Told> RegisterAsync(Partners twin, string? simulate = null) => twin.PostAsync(
        "SUP", "batches", new { batch = "B-1", product = TestBook.Gpu, site = TestBook.Factory, serials = twin.Book.Serials("S", 2) }, "key-1", simulate);
}
