using System.Collections.Concurrent;
using Ledger.Http.Tests.Audit.Exports;
using Ledger.Verification.Findings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ledger.Http.Tests.Audit;

/// <summary>Confidential terms and declared errors in a book that is sealed, exported and verified.</summary>
public sealed class Terms_and_the_log(OwnHost host) : IClassFixture<OwnHost>
{
    private const string Price = "6150.778231";
    private const string Agreed = "agreements.terms-agreed.v1";

    [Fact]
    public async Task An_erasure_leaves_every_leaf_as_it_was_and_verification_passes()
    {
        var deal = await SealedDeal.PlayAsync(host);
        await deal.Book.MustPostAsync("agreements", Agreement);
        await deal.SealAsync();
        (await deal.VerifyAsync()).MustHold();
        var leaf = await deal.LeafAsync(Agreed);
        var entry = await EntryAsync(deal, leaf);
        Assert.DoesNotContain(Price, entry);
        Assert.Contains("\"_sd\":[", entry);

        await deal.Book.MustPostAsync("agreements/SA-C/terms/erasures", new { agreement = "SA-C", reason = "the deal has ended", @class = "price" });
        await deal.SealAsync();
        Assert.Equal(entry, await EntryAsync(deal, leaf));
        (await deal.VerifyAsync()).MustHold();

        // Who takes the erasure back, or the terms, is found as with any other row.
        await deal.ForgeAsync(
            $"update ledger.mt_events set data = jsonb_set(data, '{{reason}}', '\"never\"') where tenant_id = $1 and type = 'agreements.terms-erased.v1'");
        (await deal.VerifyAsync()).MustTell(Rule.D1, await deal.LeafAsync("agreements.terms-erased.v1"));
    }

    [Fact]
    public async Task A_declared_error_is_sealed_like_any_fact_and_the_views_hold()
    {
        var deal = await SealedDeal.PlayAsync(host);
        var voided = (await deal.Book.PostAsync("batches/void", new { batch = "B-2", reason = "not loaded" })).MustBe(200).Json.List("events")[0].Text("id");
        var shipped = (string)(await host.ScalarAsync(
            $"select id::text from ledger.mt_events where tenant_id = '{deal.Book.Code}' "
            + "and stream_id = 'batch/B-2' and type = 'logistics.batch-shipped.v1'"))!;
        await deal.Book.MustPostAsync(
            $"events/{shipped}/declarations", new { @event = shipped, reason = "did-not-occur", correctiveEvents = new[] { voided } });
        await deal.SealAsync();
        (await deal.VerifyAsync()).MustHold();
        Assert.InRange(await deal.LeafAsync("audit.event-declared-erroneous.v1"), 1, long.MaxValue);
    }

    [Fact]
    public async Task Nothing_confidential_is_logged_whatever_becomes_of_the_command()
    {
        var heard = new Heard();
        host.Services.GetRequiredService<ILoggerFactory>().AddProvider(heard);
        var book = await host.BookAsync();
        await book.MustPostAsync("agreements", Agreement);
        (await book.PostAsync("agreements", Agreement)).MustBe(200);
        (await book.PostAsync("agreements", Json.Write(Agreement).Replace("\"line\":1,\"product\"", "\"line\":2,\"product\"", StringComparison.Ordinal)))
            .MustRefuse(409, "already-recorded");
        (await book.PostAsync("agreements", Json.Write(Agreement).Replace("\"price\"", "\"prices\"", StringComparison.Ordinal)))
            .MustRefuse(400, "invalid-command");
        (await book.PostAsync("agreements", Json.Write(Agreement)[..^2])).MustRefuse(400, "malformed-json");
        (await book.GetAsync("agreements/SA-C/terms")).MustBe(200);
        // The store is taken away under the next one, so that it fails in the middle of its work.
        await host.ExecuteAsync("alter table agreements.confidential_term rename to elsewhere");
        (await book.PostAsync("agreements", Json.Write(Agreement).Replace("SA-C", "SA-D", StringComparison.Ordinal))).MustRefuse(503, "unavailable");
        await host.ExecuteAsync("alter table agreements.elsewhere rename to confidential_term");
        Assert.Contains(heard.Lines, line => line.Contains("agreements failed", StringComparison.Ordinal));
        Assert.DoesNotContain(heard.Lines, line => line.Contains(Price, StringComparison.Ordinal));
    }

    private static object Agreement => new
    {
        agreement = "SA-C",
        supplier = "SUP",
        customer = "CUS",
        lines = new[] { new { line = 1, product = TestBook.Gpu, quantity = 100, from = "2026-01-01", until = "2027-12-31" } },
        confidentialTerms = new[] { new { term = "unitPrice", @class = "price", value = Price, line = 1 } },
    };

    private async Task<string> EntryAsync(SealedDeal deal, long leaf) =>
        System.Text.Encoding.UTF8.GetString(
            (byte[])(await host.ScalarAsync($"select entry from ledger_log.leaf where book = '{deal.Book.Code}' and index = {leaf}"))!);

    /// <summary>Everything that the host logs, with every exception.</summary>
    private sealed class Heard : ILoggerProvider, ILogger
    {
        public ConcurrentBag<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
