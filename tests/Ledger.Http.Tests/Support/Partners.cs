using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;

namespace Ledger.Http.Tests;

/// <summary>A book as its parties meet it with keys of one mode, each party by name: test keys lead into the twin, live keys into the book.</summary>
public sealed class Partners(TestBook book, HttpClient client, string mode = "test")
{
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> _keys = new(StringComparer.Ordinal);

    public TestBook Book => book;

    public static async Task<Partners> OfAsync(TestBook book, string mode = "test") => new(book, await LedgerHost.ClientAsync(), mode);

    public Task<string> KeyAsync(string party) =>
        _keys.GetOrAdd(party, _ => new(() => Keys.IssueAsync(client, book.Code, party, $"{party}-{mode}-{Guid.NewGuid():N}"[..40], mode))).Value;

    public Task<Told> GetAsync(string party, string route, string? simulate = null) => SendAsync(party, HttpMethod.Get, route, null, null, simulate);

    public Task<Told> PostAsync(string party, string route, object body, string? key = null, string? simulate = null) =>
        SendAsync(party, HttpMethod.Post, route, new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json"), key, simulate);

    public Task<Told> BulkAsync(string party, string lines, string? simulate = null) =>
        SendAsync(party, HttpMethod.Post, "commands", new StringContent(lines, Encoding.UTF8, "application/x-ndjson"), null, simulate);

    public async Task MustPostAsync(string party, string route, object body)
    {
        var told = await PostAsync(party, route, body);
        Assert.True((int)told.Reply.Status is 200 or 201, $"{route}: {told.Reply.Text}");
    }

    public async Task<Reply> GetWhenAsync(string party, string route, Func<JsonElement, bool> isThere)
    {
        for (var deadline = Environment.TickCount64 + 20_000; ;)
        {
            var reply = (await GetAsync(party, route)).Reply;
            if ((int)reply.Status == 200 && isThere(reply.Json))
            {
                return reply;
            }

            Assert.True(Environment.TickCount64 < deadline, $"{route} did not come to what was expected: {reply.Text}");
            await Task.Delay(50);
        }
    }

    private async Task<Told> SendAsync(string party, HttpMethod method, string route, HttpContent? content, string? key, string? simulate)
    {
        using var request = new HttpRequestMessage(method, $"/books/{book.Code}/{route}".TrimEnd('/')) { Content = content };
        request.Headers.Authorization = new("Bearer", await KeyAsync(party));
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        if (simulate is not null)
        {
            request.Headers.Add("Ledger-Simulate", simulate);
        }

        using var response = await client.SendAsync(request);
        return new(await Reply.OfAsync(response), Header("Ledger-Sandbox"), Header("Idempotency-Replayed"));

        string? Header(string name) => response.Headers.TryGetValues(name, out var values) ? values.Single() : null;
    }
}

/// <param name="Generation">Of the twin that answered; null when it was the book.</param>
public sealed record Told(Reply Reply, string? Generation, string? Replayed);
