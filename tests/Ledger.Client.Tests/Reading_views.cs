using System.Text;
using Ledger.Client.Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Ledger.Client.Tests;

public class Reading_views
{
    [Fact]
    public async Task A_view_comes_with_its_version_and_unchanged_views_are_not_sent()
    {
        await using var ledger = await ScriptedLedger.StartAsync();
        ledger.Read = context =>
        {
            context.Response.Headers.ETag = "\"v7\"";
            if (context.Request.Headers.IfNoneMatch == "\"v7\"")
            {
                context.Response.StatusCode = 304;
                return Task.CompletedTask;
            }

            return context.Response.WriteAsync(
                """{"book":"deal","name":"N","purpose":"rehearsal","openedAt":"2026-03-02T09:00:00Z","signatures":"one","parties":"""
                + """[{"party":"A","name":"a","roles":["supplier"]}],"later":1}""");
        };
        using var client = ledger.Client();

        var book = await client.Reads.ReadBookAsync();
        Assert.Equal(
            ("deal", BookPurpose.Rehearsal, 7L, "A"), (book.Value!.Code, book.Value.Purpose, book.Version!.Value, Assert.Single(book.Value.Parties).Party));

        var same = await client.Reads.ReadBookAsync(options: new() { UnlessVersion = 7 });
        Assert.Equal((true, null), (same.IsUnchanged, same.Value));
    }

    [Fact]
    public async Task Lists_are_walked_page_by_page_and_wait_for_one_s_own_write()
    {
        await using var ledger = await ScriptedLedger.StartAsync();
        var asked = new List<string>();
        ledger.Read = context =>
        {
            asked.Add(context.Request.QueryString.Value!);
            return context.Response.WriteAsync(context.Request.Query["after"] == "n x"
                ? """{"items":[{"product":"p","serial":"S3","account":"a"}]}"""
                : """{"items":[{"product":"p","serial":"S1","account":"a"},{"product":"p","serial":"S2","account":"a"}],"next":"n x"}""");
        };
        using var client = ledger.Client();

        var units = await client.Reads.ListUnitsAsync(product: "acme:gpu+1", options: new() { MinPosition = 9, PageSize = 2 }).Select(u => u.Serial)
            .ToListAsync();

        Assert.Equal(["S1", "S2", "S3"], units);
        Assert.Equal(["?product=acme%3Agpu%2B1&limit=2&min_position=9", "?product=acme%3Agpu%2B1&limit=2&after=n%20x&min_position=9"], asked);
    }

    [Theory]
    [InlineData("A/B", "A%2FB")]
    [InlineData("A%2FB", "A%252FB")]
    [InlineData("A+B?&\"", "A%2BB%3F%26%22")]
    public async Task A_serial_is_encoded_once_whatever_it_holds(string serial, string sent)
    {
        await using var ledger = await ScriptedLedger.StartAsync();
        var asked = new List<string>();
        ledger.Read = context =>
        {
            asked.Add(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);
            context.Response.StatusCode = 404;
            return context.Response.WriteAsync("""{"type":"/problems/unknown-unit","title":"t","status":404,"code":"unknown-unit","retryable":"no"}""");
        };
        using var client = ledger.Client();

        await Assert.ThrowsAsync<LedgerRefusedException>(() => client.Reads.TraceSerialAsync(serial));
        await Assert.ThrowsAsync<LedgerRefusedException>(() => client.Reads.TraceUnitAsync("acme:gpu-1", serial));
        await Assert.ThrowsAsync<LedgerRefusedException>(() => client.Reads.TraceProofAsync("acme:gpu-1", serial));

        Assert.Equal(
            [$"/books/deal/units/{sent}", $"/books/deal/units/acme%3Agpu-1/{sent}", $"/books/deal/units/acme%3Agpu-1/{sent}/proof"], asked);
    }

    [Fact]
    public async Task What_is_not_there_is_a_refusal_and_what_fails_for_a_moment_is_asked_again()
    {
        await using var ledger = await ScriptedLedger.StartAsync();
        var times = 0;
        ledger.Read = context =>
        {
            context.Response.StatusCode = ++times < 3 ? 502 : 404;
            return context.Response.WriteAsync(
                """{"code":"unknown-rack","status":404,"retryable":"no","title":"t","detail":"d"}""".Replace("unknown-rack", times < 3 ? "" : "unknown-rack"));
        };
        using var client = ledger.Client();

        var refused = await Assert.ThrowsAsync<LedgerRefusedException>(() => client.Reads.ReadRackAsync("R/1"));

        Assert.Equal(("unknown-rack", 3), (refused.Problem.Code, times));
    }

    [Fact]
    public async Task A_view_keeps_the_answer_as_it_came()
    {
        const string sent = """{"position":5,"asOf":"2026-03-02T09:00:00Z","rows":[],"later":1}""";
        await using var ledger = await ScriptedLedger.StartAsync();
        ledger.Read = context => context.Response.WriteAsync(sent);
        using var client = ledger.Client();

        var stock = await client.Reads.ReadStockAsync();

        Assert.Equal((5, sent), (stock.Value!.Position, Encoding.UTF8.GetString(stock.Json.Span)));
    }

    [Theory]
    [InlineData("""{"position":5}""")]
    [InlineData("""{"position":5,"rows":7}""")]
    [InlineData("<html>")]
    public async Task An_answer_that_lacks_what_its_contract_says_is_not_taken_for_one(string answer)
    {
        await using var ledger = await ScriptedLedger.StartAsync();
        ledger.Read = context => context.Response.WriteAsync(answer);
        using var client = ledger.Client();

        var unexpected = await Assert.ThrowsAsync<UnexpectedAnswerException>(() => client.Reads.ReadStockAsync());

        Assert.Contains("'stock'", unexpected.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_is_asked_for_page_by_page()
    {
        await using var ledger = await ScriptedLedger.StartAsync();
        string? asked = null;
        ledger.Read = context =>
        {
            asked = context.Request.QueryString.Value;
            return context.Response.WriteAsync("""{"to":9,"eventsCount":0,"types":[],"figures":[],"next":"n"}""");
        };
        using var client = ledger.Client();

        var replay = await client.Reads.ReplayBookAsync(to: 9, effectiveAt: new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero), limit: 2, after: "m");

        Assert.Equal(("?to=9&effectiveAt=2026-03-02T09%3A00%3A00.0000000%2B00%3A00&limit=2&after=m", "n"), (asked, replay.Value!.Next));
    }
}
