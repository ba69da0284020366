using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Ledger.Contracts;
using Xunit.Abstractions;

namespace Ledger.Http.Tests.Limits;

/// <summary>
/// Goal: who sends slowly, with a key or without, keeps nobody else out. Method: a host in a process of its own with the places it has by default, real
/// connections, and a partner of another book who writes before the attack and in the middle of it.
/// </summary>
public sealed class Slow_senders(Slow_senders.Host host, ITestOutputHelper output) : IClassFixture<Slow_senders.Host>
{
    private const int Posts = 40;

    [Fact]
    public async Task Four_hundred_who_buy_tokens_slowly_from_three_addresses() => await WatchAsync(
        () => Task.FromResult(Enumerable.Range(0, 400).Select(i => (
            IPAddress.Parse($"127.0.0.{2 + (i % 3)}"),
            "POST /oauth2/token HTTP/1.1\r\nHost: ledger\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\ng"))));

    [Fact]
    public async Task As_many_bulk_requests_of_one_supplier_as_the_host_has_places() => await WatchAsync(async () =>
    {
        var book = await OpenAsync();
        var supplier = await book.AuthorizationAsync(Roles.Supplier);
        return Enumerable.Range(0, 256).Select(_ => (
            IPAddress.Loopback,
            $"POST /books/{book.Code}/commands HTTP/1.1\r\nHost: ledger\r\nAuthorization: {supplier}\r\nContent-Type: application/x-ndjson\r\n"
            + "Content-Length: 100000\r\n\r\n{"));
    });

    [Fact]
    public async Task As_many_commands_of_one_supplier_as_the_host_has_places() => await WatchAsync(async () =>
    {
        var book = await OpenAsync();
        var supplier = await book.AuthorizationAsync(Roles.Supplier);
        return Enumerable.Range(0, 256).Select(_ => (
            IPAddress.Loopback,
            $"POST /books/{book.Code}/sites HTTP/1.1\r\nHost: ledger\r\nAuthorization: {supplier}\r\nIdempotency-Key: {Guid.NewGuid()}\r\n"
            + "Content-Type: application/json\r\nContent-Length: 100000\r\n\r\n{"));
    });

    private async Task WatchAsync(Func<Task<IEnumerable<(IPAddress From, string Sent)>>> attack)
    {
        host.Client.DefaultRequestHeaders.Authorization = AuthenticationHeaderValue.Parse(host.Authorization["Authorization: ".Length..].Trim());
        var good = await OpenAsync();
        await WriteAsync(good, "W");
        var before = await WriteAsync(good, "B");
        var sockets = new List<Socket>();
        try
        {
            foreach (var (from, sent) in await attack())
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                sockets.Add(socket);
                socket.Bind(new IPEndPoint(from, 0));
                await socket.ConnectAsync(IPAddress.Loopback, host.Port);
                await socket.SendAsync(sent);
            }

            var meanwhile = await WriteAsync(good, "M");
            output.WriteLine($"Slowest of {Posts} posts: {before.TotalMilliseconds:F0} ms before, {meanwhile.TotalMilliseconds:F0} ms meanwhile.");
            Assert.True(meanwhile < (5 * before) + TimeSpan.FromMilliseconds(500), $"{meanwhile} instead of {before}");
        }
        finally
        {
            sockets.ForEach(socket => socket.Dispose());
        }
    }

    /// <returns>How long the slowest took; every one must succeed.</returns>
    private static async Task<TimeSpan> WriteAsync(TestBook book, string prefix)
    {
        var slowest = TimeSpan.Zero;
        for (var i = 0; i < Posts; i++)
        {
            var clock = Stopwatch.StartNew();
            (await book.PostAsync("sites", new { site = $"{prefix}-{i}", name = "A port", kind = "port" })).MustBe(201);
            slowest = clock.Elapsed > slowest ? clock.Elapsed : slowest;
        }

        return slowest;
    }

    /// <summary>A developer's build compiles each handler on its first use, which may take longer than an answer may.</summary>
    private async Task<TestBook> OpenAsync()
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await TestBook.OpenAsync(client: new HttpClient(new Keyed(new HttpClientHandler()))
                {
                    BaseAddress = host.Client.BaseAddress,
                    DefaultRequestHeaders = { Authorization = host.Client.DefaultRequestHeaders.Authorization },
                });
            }
            catch (Xunit.Sdk.XunitException) when (tries < 5)
            {
                // By now there is less left to compile.
            }
        }
    }

    /// <summary>One app may hold all places that there were, as the four apps of a supplier could together.</summary>
    public sealed class Host : HostProcess
    {
        protected override IEnumerable<(string Name, string Value)> Settings() =>
            [.. base.Settings(), ("Limits__ConcurrentPerApp", "300"), ("Limits__ConcurrentPerParty", "300"), ("Limits__ConcurrentPerBook", "300"),
                ("Limits__WaitingPerParty", "300"), ("Limits__WaitingPerBook", "300")];
    }
}
