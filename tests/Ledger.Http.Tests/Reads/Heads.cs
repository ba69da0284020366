using System.Net;
using System.Net.Http.Headers;

namespace Ledger.Http.Tests.Reads;

/// <summary>HEAD, with which a partner looks at a version or at whether something is there.</summary>
public sealed class Heads(BookOfTheClass opened) : IClassFixture<BookOfTheClass>
{
    [Theory]
    [InlineData("", HttpStatusCode.OK)]
    [InlineData("/parties", HttpStatusCode.OK)]
    [InlineData("/events", HttpStatusCode.OK)]
    [InlineData("/orders/NONE", HttpStatusCode.NotFound)]
    [InlineData("/orders?x=1", HttpStatusCode.BadRequest)]
    [InlineData("/nowhere", HttpStatusCode.NotFound)]
    [InlineData("/orders/change", HttpStatusCode.NotFound)]
    [InlineData("/commands", HttpStatusCode.MethodNotAllowed)]
    public async Task It_is_answered_as_a_read_is(string route, HttpStatusCode status)
    {
        var (head, get) = (await SendAsync(HttpMethod.Head, route), await SendAsync(HttpMethod.Get, route));
        Assert.Equal((status, status), (head.StatusCode, get.StatusCode));
        Assert.Equal((get.Headers.ETag, get.Content.Headers.ContentType), (head.Headers.ETag, head.Content.Headers.ContentType));
    }

    [Fact]
    public async Task A_stream_has_no_head()
    {
        var reply = await SendAsync(HttpMethod.Head, "/events", accept: "text/event-stream");
        Assert.Equal(HttpStatusCode.MethodNotAllowed, reply.StatusCode);
        Assert.Equal(["GET"], reply.Content.Headers.Allow);
    }

    [Fact]
    public async Task It_needs_a_key_too()
    {
        using var nobody = await LedgerHost.AnonymousAsync();
        using var reply = await nobody.SendAsync(new HttpRequestMessage(HttpMethod.Head, $"/books/{opened.Book.Code}"));
        Assert.Equal(HttpStatusCode.Unauthorized, reply.StatusCode);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string route, string accept = "application/json")
    {
        using var client = await LedgerHost.ClientAsync();
        var request = new HttpRequestMessage(method, $"/books/{opened.Book.Code}{route}");
        request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse(accept));
        return await client.SendAsync(request);
    }
}
