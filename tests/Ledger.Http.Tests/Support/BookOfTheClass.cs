using System.Text;

namespace Ledger.Http.Tests;

/// <summary>One book for all tests of a class, for tests that record nothing in it: each of them proves that.</summary>
public sealed class BookOfTheClass : IAsyncLifetime
{
    public TestBook Book { get; private set; } = null!;

    public async Task InitializeAsync() => Book = await TestBook.OpenAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    public Task<Reply> RefusedAsync(string route, string json, int status, string code) =>
        RefusedAsync(() => Book.SendAsync(HttpMethod.Post, route, JsonBody(Encoding.UTF8.GetBytes(json))), status, code);

    public Task<Reply> RefusedAsync(string route, byte[] body, int status, string code) =>
        RefusedAsync(() => Book.SendAsync(HttpMethod.Post, route, JsonBody(body)), status, code);

    /// <summary>Refused with status and code, as problem+json, and the book's history is as it was.</summary>
    public async Task<Reply> RefusedAsync(Func<Task<Reply>> send, int status, string code)
    {
        var before = await Book.EventCountAsync();
        var reply = (await send()).MustRefuse(status, code);
        Assert.Equal(before, await Book.EventCountAsync());
        return reply;
    }

    private static ByteArrayContent JsonBody(byte[] body) => new(body) { Headers = { ContentType = new("application/json") } };
}
