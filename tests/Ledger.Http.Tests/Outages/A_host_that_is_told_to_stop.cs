using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Ledger.Contracts;
using Ledger.Http.Tests.Health;
using Ledger.Http.Tests.Limits;

namespace Ledger.Http.Tests.Outages;

/// <summary>Goal: SIGTERM cuts nobody off. Method: a host in a process of its own, a bulk request and a stream that are open, and the signal.</summary>
public sealed class A_host_that_is_told_to_stop(HostProcess process) : IClassFixture<HostProcess>
{
    [Fact]
    public async Task It_is_not_ready_any_more_and_ends_what_is_open_with_a_word()
    {
        process.Client.DefaultRequestHeaders.Authorization = AuthenticationHeaderValue.Parse(process.Authorization["Authorization: ".Length..].Trim());
        await Poisoned_projection.ReadyWhenAsync(process.Client, r => (int)r.Status == 200);
        var book = await OpenAsync();

        using var stream = new HttpRequestMessage(HttpMethod.Get, $"/books/{book.Code}/events");
        stream.Headers.Authorization = await book.AuthorizationAsync(Roles.Auditor);
        stream.Headers.Accept.Add(new("text/event-stream"));
        using var streamed = await process.Client.SendAsync(stream, HttpCompletionOption.ResponseHeadersRead);
        var told = streamed.Content.ReadAsStringAsync();

        // By hand, for the usual client reads no answer before it has sent everything.
        using var socket = await process.ConnectAsync();
        await socket.SendAsync(
            $"POST /books/{book.Code}/commands HTTP/1.1\r\nHost: ledger\r\nAuthorization: {await book.AuthorizationAsync(Roles.Supplier)}\r\n"
            + "Content-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n");
        var answers = socket.ReadToEndAsync(TimeSpan.FromSeconds(60));
        await SendSitesAsync(socket, answers, 0, 10);
        await process.TerminateAsync();
        await Poisoned_projection.ReadyWhenAsync(
            process.Client, r => r.Status == HttpStatusCode.ServiceUnavailable && r.Text.Contains("being stopped", StringComparison.Ordinal));
        await SendSitesAsync(socket, answers, 10, 1_000);

        var answered = await answers;
        Assert.Contains("\"status\":201", answered);
        Assert.Matches("\"status\":503.*\"code\":\"stopping\".*\r?\n[^{]*$", answered);
        Assert.EndsWith("\n\n", await told);
        Assert.Matches(@"retry: \d+\n\n$", await told);
        Assert.Equal(0, await process.ExitAsync());
        Assert.DoesNotContain("nhandled", process.Errors);
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
                    BaseAddress = process.Client.BaseAddress,
                    DefaultRequestHeaders = { Authorization = process.Client.DefaultRequestHeaders.Authorization },
                });
            }
            catch (Xunit.Sdk.XunitException) when (tries < 5)
            {
                // By now there is less left to compile.
            }
        }
    }

    /// <summary>One now and then, until there is no need of more.</summary>
    private static async Task SendSitesAsync(Socket socket, Task enough, int from, int to)
    {
        try
        {
            for (var i = from; i < to && !enough.IsCompleted; i++)
            {
                var line = Keyed.Lines($$"""{"type":"RegisterSite","site":"S-{{i}}","name":"A port","kind":"port"}""") + "\n";
                await socket.SendAsync($"{line.Length:x}\r\n{line}\r\n");
                await Task.Delay(100);
            }
        }
        catch (SocketException)
        {
            // The host has said what it had to say.
        }
    }
}
