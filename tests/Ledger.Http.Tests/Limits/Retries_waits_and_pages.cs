using JasperFx;
using Ledger.Agreements.Books;
using Ledger.Door.Commands;
using Ledger.Door.Feed;
using Ledger.Door.Requests;
using Ledger.Kernel;
using Ledger.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Http.Tests.Limits;

public class Retries_waits_and_pages
{
    /// <summary>Method: a slice that loses each race.</summary>
    [Fact]
    [GoesBeyond("attempts")]
    public async Task A_command_that_loses_every_race_is_given_up()
    {
        var context = new DefaultHttpContext { RequestServices = (await LedgerHost.AlbaAsync).Services };
        context.Request.Body = new MemoryStream();
        context.Response.Body = new MemoryStream();
        var attempts = 0;
        var command = new CommandInHand();
        command.Take(new AddParty("P-1", "x", ["auditor"]), null, null, CancellationToken.None);
        await context.RequestServices.GetRequiredService<CommandRun>()
            .ExecuteAsync(context, command, _ => throw new ConcurrencyException(typeof(Book), ++attempts));
        Assert.Equal(CommandRun.AttemptsMax, attempts);
        Assert.Equal(StatusCodes.Status503ServiceUnavailable, context.Response.StatusCode);
    }

    [Fact]
    [GoesBeyond("wait")]
    public void Nobody_waits_longer_than_half_a_minute()
    {
        Assert.Equal(30, Prefer.SecondsOf(["wait=30"]));
        Assert.Equal(30, Prefer.SecondsOf(["wait=31"]));
        Assert.Equal(30, Prefer.SecondsOf(["respond-async, wait=2000000000"]));
    }

    [Fact]
    [GoesBeyond("event-page-bytes")]
    public async Task A_page_of_events_ends_where_it_grows_too_large_and_the_next_goes_on()
    {
        var book = await TestBook.OpenAsync();
        for (var batch = 0; batch < 16; batch++)
        {
            await book.RegisterAsync($"B-{batch}", [.. Enumerable.Range(0, 10_000).Select(i => $"{book.Code[2..18]}-{batch:D3}-{i:D11}")]);
        }

        await book.EventsAsync();
        var first = (await book.GetAsync("events?limit=200")).MustBe(200);
        Assert.InRange(first.Text.Length, FeedLimits.PageBytesMax, FeedLimits.PageBytesMax + (1024 * 1024));
        var rest = (await book.GetAsync($"events?limit=200&after={first.Json.Number("next")}")).MustBe(200).Json;
        Assert.Equal(await book.EventCountAsync(), first.Json.List("events").Concat(rest.List("events")).Count(Recorded.IsTheBooks));
    }
}
