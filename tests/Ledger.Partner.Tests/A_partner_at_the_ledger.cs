using Ledger.Client;
using Ledger.Client.Contracts;
using Ledger.Client.Feed;

namespace Ledger.Partner.Tests;

/// <summary>The client and the tool against the host itself.</summary>
public sealed class A_partner_at_the_ledger(RealHost host) : IClassFixture<RealHost>
{
    [Fact]
    public async Task A_command_is_recorded_once_read_back_at_once_and_seen_in_the_feed()
    {
        var keys = await host.OpenAsync("once");
        using var supplier = host.Client("once", Path.Combine(keys, "supplier"));
        var command = new RegisterSite("FAB", "Factory & co", SiteKind.Factory);

        var first = Assert.IsType<Recorded>(await supplier.SendAsync(command, new() { Key = "site-FAB" }));
        var again = Assert.IsType<Recorded>(await supplier.SendAsync(command, new() { Key = "site-FAB" }));
        var same = Assert.IsType<Recorded>(await supplier.SendAsync(command));
        var other = Assert.IsType<Refused>(await supplier.SendAsync(command with { Name = "Another" }, new() { Key = "site-FAB" }));

        Assert.Equal((false, true, false), (first.Replayed, again.Replayed, same.Replayed));
        Assert.True(same.AlreadyRecorded);
        Assert.Equal([first.Events[0].Id, first.Events[0].Id], [again.Events[0].Id, same.Events[0].Id]);
        Assert.Equal("idempotency-key-reused", other.Problem.Code);
        Assert.Equal("FAB", Assert.Single(await supplier.Reads.ListSitesAsync(new() { MinPosition = first.Position }).ToListAsync()).Code);
        using var auditor = host.Client("once", Path.Combine(keys, "auditor"));
        var seen = new TaskCompletionSource<LedgerEvent>();
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        _ = auditor.Feed.FollowAsync(new InMemoryCursor(), (e, _) => Task.FromResult(e.Id == first.Events[0].Id && seen.TrySetResult(e)), cancel: stop.Token);
        Assert.Equal(first.Position, (await seen.Task.WaitAsync(stop.Token)).Position);
        await stop.CancelAsync();
    }

    [Fact]
    public async Task The_feed_is_followed_while_others_write()
    {
        var keys = await host.OpenAsync("follow");
        using var supplier = host.Client("follow", Path.Combine(keys, "supplier"));
        using var auditor = host.Client("follow", Path.Combine(keys, "auditor"));
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var seen = new List<Guid>();
        var following = auditor.Feed.FollowAsync(
            new FileCursor(Path.Combine(host.Directory, "cursor")),
            async (e, _) =>
            {
                seen.Add(e.Id);
                await (e.Type == "agreements.site-registered.v1" && seen.Count(id => id == e.Id) == 1
                    && e.Stream.EndsWith("S3", StringComparison.Ordinal) ? stop.CancelAsync() : Task.CompletedTask);
            },
            cancel: stop.Token);
        var sent =
            await supplier.SendManyAsync(Enumerable.Range(1, 3).Select(ICommand (n) => new RegisterSite($"S{n}", "s", SiteKind.Warehouse)).ToAsyncEnumerable())
            .ToListAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => following);

        Assert.Equal(sent.Select(s => Assert.IsType<Recorded>(s.Outcome).Events[0].Id), seen[^3..]);
    }

    [Fact]
    public async Task A_load_that_is_killed_again_and_again_ends_like_one_that_ran_through()
    {
        // 1,000 GPUs, killed four times without warning.
        var file = Path.Combine(host.Directory, "deal.jsonl");
        await host.LedgerlessAsync("simulate", "--units", "1000", "--out", file);
        string[] load =
            [Running.Built("edges/Cli", "ledger.dll"), "load", file, "--book", "deal", "--url", host.Url.AbsoluteUri, "--keys", host.KeysOf("deal"),
            "--operator-key", host.OperatorKey, "--json"];
        for (var round = 1; round <= 4; round++)
        {
            using var loading = Running.Start("dotnet", load);
            await Task.WhenAny(loading.WaitForExitAsync(), Task.Delay(TimeSpan.FromSeconds(1.5 * round)));
            loading.Kill();
            await loading.WaitForExitAsync();
        }

        using var whole = System.Text.Json.JsonDocument.Parse(await Running.DoneAsync("dotnet", load));
        var commands = File.ReadLines(file).Count();

        Assert.Equal(
            commands, whole.RootElement.GetProperty("accepted").GetInt64() + whole.RootElement.GetProperty("refused").EnumerateObject()
            .Sum(refused => refused.Value.GetInt64()));
        Assert.Equal(
            "already-received already-shipped rack-not-tested",
            string.Join(' ', whole.RootElement.GetProperty("refused").EnumerateObject().Select(refused => refused.Name)));
        await host.LedgerAsync("check", "--book", "deal", "--key-file", Path.Combine(host.KeysOf("deal"), "customer"));
    }
}
