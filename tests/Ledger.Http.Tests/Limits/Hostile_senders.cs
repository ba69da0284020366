using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Ledger.Door.Limits;
using Xunit.Abstractions;

namespace Ledger.Http.Tests.Limits;

/// <summary>
/// Goal: no sender can take the host's memory, or its time from others. Method: a host in a process of its own, real connections, and a reader beside.
/// </summary>
public sealed class Hostile_senders(Hostile_senders.Host host, ITestOutputHelper output) : IClassFixture<Hostile_senders.Host>
{
    private const int ConnectionsMax = 3000;
    private const int MiB = 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(18);

    [Fact]
    [GoesBeyond("header-time")]
    public Task Two_hundred_senders_of_endless_headers_are_cut_off_while_others_are_served() => WatchAsync(100, async () =>
    {
        var ends = await Task.WhenAll(Enumerable.Range(0, 200).Select(async _ =>
        {
            using var socket = await host.ConnectAsync();
            return await socket.TrickleAsync("GET /problems HTTP/1.1\r\nHost: ledger\r\nX-Slow: ", (byte)'x', TimeSpan.FromMilliseconds(500), Patience);
        }));
        Assert.All(ends, end => Assert.InRange(end.After.TotalSeconds, ConnectionLimits.HeaderSecondsMax - 1, ConnectionLimits.HeaderSecondsMax + 6));
    });

    [Fact]
    [GoesBeyond("body-rate")]
    public Task Sixty_senders_of_endless_bodies_are_cut_off_while_others_are_served() => WatchAsync(100, async () =>
    {
        var ends = await Task.WhenAll(Enumerable.Range(0, 60).Select(async _ =>
        {
            using var socket = await host.ConnectAsync();
            var head =
                $"POST /books/demo/sites HTTP/1.1\r\nHost: ledger\r\n{host.Authorization}Idempotency-Key: {Guid.NewGuid()}\r\nContent-Type: "
                + $"application/json\r\nContent-Length: 1000000\r\n\r\n{{";
            return await socket.TrickleAsync(head, (byte)' ', TimeSpan.FromMilliseconds(500), Patience);
        }));
        Assert.All(ends, end => Assert.InRange(end.After.TotalSeconds, 0, ConnectionLimits.GraceSeconds + 8));
        Assert.All(ends, end => Assert.Contains("\"code\":\"body-too-slow\"", end.Answer));
    });

    [Fact]
    [GoesBeyond("connections")]
    public Task Thousands_of_idle_connections_cost_little_and_no_more_than_so_many_are_taken() => WatchAsync(150, async () =>
    {
        var sockets = new List<Socket>();
        try
        {
            for (var i = 0; i < ConnectionsMax - 200; i++)
            {
                sockets.Add(await host.ConnectAsync());
            }

            (await Reply.OfAsync(await host.Client.GetAsync("/problems"))).MustBe(200);
            for (var i = 0; i < 400; i++)
            {
                sockets.Add(await host.ConnectAsync());
            }

            Assert.Equal("", await sockets[^1].ReadToEndAsync(TimeSpan.FromSeconds(5)));
        }
        finally
        {
            sockets.ForEach(socket => socket.Dispose());
        }
    });

    [Fact]
    public Task Bodies_of_65_mebibytes_leave_memory_flat() => WatchAsync(250, async () =>
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(async i =>
        {
            using var socket = await host.ConnectAsync();
            var (address, type, fill) = i % 2 == 0 ? ("sites", "application/json", (byte)'x') : ("commands", "application/x-ndjson", (byte)' ');
            var answer = socket.ReadToEndAsync(Patience);
            var block = new byte[MiB];
            Array.Fill(block, fill);
            block[^1] = (byte)'\n';
            try
            {
                await socket.SendAsync(
                    $"POST /books/demo/{address} HTTP/1.1\r\nHost: ledger\r\n{host.Authorization}Idempotency-Key: {Guid.NewGuid()}\r\nContent-Type: "
                    + $"{type}\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n");
                for (var sent = 0; sent < 65; sent++)
                {
                    await socket.SendAsync($"{MiB:x}\r\n");
                    await socket.SendAsync(block);
                    await socket.SendAsync("\r\n");
                }
            }
            catch (SocketException)
            {
                // The ledger has answered and reads no further.
            }

            return await answer;
        }));
        Assert.All(answers, answer => Assert.True(answer.Length == 0 || answer.Contains("body-too-large", StringComparison.Ordinal), answer));
        Assert.Contains(answers, answer => answer.Length > 0);
    });

    [Fact]
    public Task Gzip_bombs_do_not_go_off() => WatchAsync(100, async () =>
    {
        using var bomb = new MemoryStream();
        await using (var zip = new GZipStream(bomb, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (var i = 0; i < 256; i++)
            {
                await zip.WriteAsync(new byte[MiB]);
            }
        }

        for (var i = 0; i < 50; i++)
        {
            using var socket = await host.ConnectAsync();
            var (address, type) = i % 2 == 0 ? ("sites", "application/json") : ("commands", "application/x-ndjson");
            await socket.SendAsync(
                $"POST /books/demo/{address} HTTP/1.1\r\nHost: ledger\r\n{host.Authorization}Idempotency-Key: {Guid.NewGuid()}\r\nContent-Type: "
                + $"{type}\r\nContent-Encoding: gzip\r\nContent-Length: {bomb.Length}\r\n\r\n");
            await socket.SendAsync(bomb.ToArray());
            await socket.SendAsync("GET /health/live HTTP/1.1\r\nHost: ledger\r\nConnection: close\r\n\r\n");
            var answer = await socket.ReadToEndAsync(Patience);
            Assert.StartsWith("HTTP/1.1 415 ", answer, StringComparison.Ordinal);
            Assert.Contains("Accept-Encoding: identity", answer, StringComparison.Ordinal);
            Assert.Contains("Healthy", answer, StringComparison.Ordinal);
        }
    });

    [Fact]
    public Task Json_of_a_hundred_thousand_levels_leaves_memory_flat() => WatchAsync(150, async () =>
    {
        var deep = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":[", 100_000)));
        for (var i = 0; i < 100; i++)
        {
            (await PostAsync("sites", "application/json", deep)).MustRefuse(400, "malformed-json");
        }
    });

    [Theory]
    [GoesBeyond("headers")]
    [GoesBeyond("header-bytes")]
    [GoesBeyond("request-line")]
    [InlineData("GET /problems HTTP/1.1\r\nHost: ledger\r\n", "X: y\r\n", 65, 431)]
    [InlineData(
        "GET /problems HTTP/1.1\r\nHost: ledger\r\n",
        "X-A-Longer-Name: with-a-value-that-makes-it-five-hundred-bytes-long-as-it-is-repeated-by-padding-{0}\r\n", 60, 431)]
    [InlineData("GET /problems?", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 700, 414)]
    [InlineData("GET /books/a%00b HTTP/1.1\r\nHost: ledger\r\n", "", 1, 400)]
    public async Task What_the_web_server_refuses_by_itself_has_a_bare_status(string start, string again, int times, int status)
    {
        using var socket = await host.ConnectAsync();
        var padding = new string('x', 300);
        await socket.SendAsync(start + string.Concat(Enumerable.Repeat(again.Replace("{0}", padding, StringComparison.Ordinal), times)) + "\r\n\r\n");
        var answer = await socket.ReadToEndAsync(Patience);
        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.Contains("Content-Length: 0\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("Connection: close\r\n", answer, StringComparison.Ordinal);
    }

    /// <summary>Runs an attack with a reader beside it: the reader is answered in time, always, and the host's memory grows by no more than that.</summary>
    private async Task WatchAsync(int growthMiBMax, Func<Task> attack)
    {
        for (var i = 0; i < 20; i++)
        {
            (await Reply.OfAsync(await host.Client.GetAsync("/problems"))).MustBe(200);
        }

        var (before, highest, slowest, answers) = (host.MemoryMiB, 0L, TimeSpan.Zero, 0);
        var done = attack();
        while (!done.IsCompleted)
        {
            var clock = Stopwatch.StartNew();
            using var answer = await host.Client.GetAsync("/problems");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            slowest = clock.Elapsed > slowest ? clock.Elapsed : slowest;
            highest = Math.Max(highest, host.MemoryMiB);
            answers++;
            await Task.WhenAny(done, Task.Delay(50));
        }

        await done;
        output.WriteLine(
            $"Memory {before} MiB before, {highest} at its highest; {answers} answers meanwhile, the slowest after {slowest.TotalMilliseconds:F0} ms.");
        Assert.True(highest - before < growthMiBMax, $"{highest - before} MiB more were in use.");
        Assert.True(slowest < TimeSpan.FromSeconds(3), $"The slowest answer took {slowest}.");
    }

    private async Task<Reply> PostAsync(string address, string type, byte[] body)
    {
        using var request =
            new HttpRequestMessage(
            HttpMethod.Post, $"/books/demo/{address}")
            { Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(type) } } };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        request.Headers.TryAddWithoutValidation("Authorization", host.Authorization.Split(": ")[1].Trim());
        return await Reply.OfAsync(await host.Client.SendAsync(request));
    }

    /// <summary>Takes fewer connections than it would, so that the test need not open so many.</summary>
    public sealed class Host : HostProcess
    {
        protected override IEnumerable<(string Name, string Value)> Settings() =>
            [.. base.Settings(), ("Limits__Connections", $"{ConnectionsMax}"), ("Limits__ConcurrentPerApp", "200"), ("Limits__ConcurrentPerParty", "200")];
    }
}
