using System.Net;
using Ledger.Access.Entrance;
using Ledger.Http.Tests.Feed;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Ledger.Http.Tests.Access;

/// <summary>What every answer tells browsers and caches, and what a request cannot make an answer say.</summary>
public sealed class Safe_answers
{
    private const string Foreign = "evil.example";

    [Theory]
    [InlineData("/books/{book}/stock", 200, "no-store")]
    [InlineData("/books/{book}/me", 200, "no-store")]
    [InlineData("/books/{book}/events", 200, "no-store")]
    [InlineData("/books/{book}/batches/B-1", 200, "private, no-cache")]
    [InlineData("/books/{book}/batches/B-2", 404, "no-store")]
    [InlineData("/books/nowhere/stock", 404, "no-store")]
    [InlineData("/nothing-here", 404, "no-store")]
    [InlineData("/health/ready", 200, "no-store, no-cache")]
    [InlineData("/openapi/v1.json", 200, "no-cache")]
    [InlineData("/.well-known/oauth-authorization-server", 200, "no-store")]
    [InlineData("/docs/", 200, "no-store")]
    public async Task An_answer_says_what_it_is_and_who_may_keep_it(string address, int status, string cache)
    {
        var book = await TestBook.OpenAsync();
        await book.RegisterAsync("B-1", book.Serials("S", 1));
        using var client = await LedgerHost.ClientAsync();
        using var response = await client.GetAsync(address.Replace("{book}", book.Code, StringComparison.Ordinal));
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(["nosniff"], response.Headers.GetValues("X-Content-Type-Options"));
        Assert.Equal(cache, string.Join(", ", response.Headers.CacheControl!.ToString().Split(", ").OrderByDescending(c => c, StringComparer.Ordinal)));
        Assert.Contains("frame-ancestors 'none'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_view_that_has_not_changed_is_still_spared()
    {
        var book = await TestBook.OpenAsync();
        await book.RegisterAsync("B-1", book.Serials("S", 1));
        using var client = await LedgerHost.ClientAsync();
        using var first = await client.GetAsync($"/books/{book.Code}/batches/B-1");
        using var again = new HttpRequestMessage(HttpMethod.Get, $"/books/{book.Code}/batches/B-1");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var spared = await client.SendAsync(again);
        Assert.Equal((HttpStatusCode.NotModified, first.Headers.ETag), (spared.StatusCode, spared.Headers.ETag));
    }

    [Fact]
    public async Task The_page_runs_the_scripts_that_it_names_and_no_others()
    {
        using var client = await LedgerHost.AnonymousAsync();
        using var response = await client.GetAsync("/docs/");
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        var nonce = policy.Split("'nonce-")[1].Split('\'')[0];
        var scripts = (await response.Content.ReadAsStringAsync()).Split("<script").Skip(1).ToList();
        Assert.NotEmpty(scripts);
        Assert.All(scripts, script => Assert.Contains($"nonce=\"{nonce}\"", WebUtility.HtmlDecode(script.Split('>')[0]), StringComparison.Ordinal));
        using var next = await client.GetAsync("/docs/");
        Assert.DoesNotContain(nonce, next.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy.Split("script-src")[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_is_not_the_hosts_own_is_repeated_nowhere()
    {
        var book = await TestBook.OpenAsync();
        using var client = await LedgerHost.AnonymousAsync();
        using var operators = await LedgerHost.ClientAsync();
        var key = await Keys.IssueAsync(operators, book.Code, "SUP", "erp");
        foreach (var address in new[] { "/openapi/v1.json", "/.well-known/oauth-authorization-server", "/docs/", $"/books/{book.Code}/events" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { Host = Foreign } };
            request.Headers.Authorization = new("Bearer", key);
            request.Headers.TryAddWithoutValidation("Accept", address.EndsWith("events", StringComparison.Ordinal) ? Follower.Batch : "*/*");
            using var response = await client.SendAsync(request);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.DoesNotContain(Foreign, response.Headers + await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        // A token that was bought by that name is one of the ledger's own name, and good there.
        using var named = await LedgerHost.AnonymousAsync();
        named.DefaultRequestHeaders.Host = Foreign;
        var token = await named.TokenAsync($"{book.Code}/erp", key);
        (await client.GetAsync($"/books/{book.Code}/me", token)).MustBe(200);
    }

    [Theory]
    [InlineData("http", "192.0.2.7", true, 1)]
    [InlineData("http", "192.0.2.7", false, 0)]
    [InlineData("http", "127.0.0.1", true, 0)]
    [InlineData("http", "::1", true, 0)]
    [InlineData("https", "192.0.2.7", true, 0)]
    public async Task The_operator_is_told_once_when_keys_can_be_listened_to(string scheme, string sender, bool hasKey, int told)
    {
        var log = new Told();
        var app = new ApplicationBuilder(EmptyServices.Instance);
        new PlainHttp(TimeProvider.System, log).Use(app);
        var way = app.Build();
        for (var i = 0; i < 3; i++)
        {
            var context = new DefaultHttpContext { Request = { Scheme = scheme }, Connection = { RemoteIpAddress = IPAddress.Parse(sender) } };
            context.Request.Headers.Authorization = hasKey ? "Bearer lgk_live_x" : default;
            await way(context);
        }

        Assert.Equal(told, log.Count);
    }

    private sealed class Told : ILogger<PlainHttp>
    {
        public int Count { get; private set; }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Count++;
    }

    private sealed class EmptyServices : IServiceProvider
    {
        public static readonly EmptyServices Instance = new();

        public object? GetService(Type serviceType) => null;
    }
}
