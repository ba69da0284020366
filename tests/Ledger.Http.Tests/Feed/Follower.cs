using System.Globalization;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Text.Json;
using CloudNative.CloudEvents;
using CloudNative.CloudEvents.SystemTextJson;
using Ledger.Contracts;

namespace Ledger.Http.Tests.Feed;

/// <summary>Reads a book's feed the ways that a partner can.</summary>
public sealed class Follower(HttpClient client, string book, AuthenticationHeaderValue? authorization = null)
{
    public const string Json = "application/json";
    public const string Batch = "application/cloudevents-batch+json";
    public const string Stream = "text/event-stream";

    /// <summary>Sees all that the book records but for the keys that the test had issued.</summary>
    public static async Task<Follower> OfAsync(TestBook book, HttpClient client) => new(client, book.Code, await book.AuthorizationAsync(Roles.Supplier));

    public static async Task<Follower> OfAsync(TestBook book) => await OfAsync(book, await LedgerHost.ClientAsync());

    public async Task<HttpResponseMessage> GetAsync(string query, string? accept = null, string? lastEventId = null, CancellationToken ct = default)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"/books/{book}/events{query}");
        request.Headers.Authorization = authorization;
        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        if (lastEventId is not null)
        {
            request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        }

        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
    }

    /// <summary>One page, and the address of the next, as the <c>Link</c> header has it.</summary>
    public async Task<(List<JsonElement> Events, string Next)> PageAsync(string query = "")
    {
        using var response = await GetAsync(query, Json);
        var page = (await Reply.OfAsync(response)).MustBe(200).Json;
        var next = NextOf(response);
        Assert.Contains($"after={page.Number("next")}&", next);
        return ([.. page.List("events")], next);
    }

    /// <summary>One page of CloudEvents, read with the SDK, which checks them.</summary>
    public async Task<(IReadOnlyList<CloudEvent> Events, string Next)> BatchAsync(string query = "")
    {
        using var response = await GetAsync(query, Batch);
        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal(Batch, response.Content.Headers.ContentType!.ToString());
        var formatter = new JsonEventFormatter();
        var events = formatter.DecodeBatchModeMessage(await response.Content.ReadAsByteArrayAsync(), new System.Net.Mime.ContentType(Batch), null);
        return (events, NextOf(response));
    }

    /// <summary>The stream, until the caller has enough.</summary>
    public async IAsyncEnumerable<SseItem<string>> FollowAsync(
        string query = "", string? lastEventId = null, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct = default)
    {
        using var response = await GetAsync(query, Stream, lastEventId, ct);
        Assert.Equal(200, (int)response.StatusCode);
        await using var body = await response.Content.ReadAsStreamAsync(ct);
        await foreach (var item in SseParser.Create(body).EnumerateAsync(ct))
        {
            yield return item;
        }
    }

    public static long PositionOf(SseItem<string> item) => long.Parse(item.EventId!, CultureInfo.InvariantCulture);

    private static string NextOf(HttpResponseMessage response)
    {
        var link = Assert.Single(response.Headers.GetValues("Link"));
        Assert.EndsWith(">; rel=\"next\"", link, StringComparison.Ordinal);
        return link[link.IndexOf('?')..link.IndexOf('>')];
    }
}
