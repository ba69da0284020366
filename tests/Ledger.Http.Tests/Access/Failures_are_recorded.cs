using Ledger.Access.Failures;
using Ledger.Kernel;
using Microsoft.Extensions.DependencyInjection;
using KeyText = Ledger.Access.Keys.KeyText;

namespace Ledger.Http.Tests.Access;

/// <summary>On a database of its own: the table is filled up.</summary>
public sealed class Failures_are_recorded(OwnHost own) : IClassFixture<OwnHost>
{
    [Fact]
    public async Task A_failure_with_a_key_of_the_book_is_listed_in_it_and_others_are_the_operators()
    {
        var (book, other) = (await own.BookAsync(), await own.BookAsync());
        using var client = own.Client;
        var key = await Keys.IssueAsync(client, book.Code, "SUP", "erp");
        for (var i = 0; i < 3; i++)
        {
            (await client.GetAsync($"/books/{other.Code}/me", Door.WithAnotherSecret(key))).MustBe(401);
        }

        (await client.GetAsync($"/books/{book.Code}/me", KeyText.Draw(Ledger.Access.Apps.KeyMode.Live).ToString())).MustBe(401);
        (await client.GetAsync($"/books/{book.Code}/me", "lgk_live_nonsense")).MustBe(401);

        var listed = (await book.GetWhenAsync("access/failures", f => f.List("items").Sum(i => i.Number("count")) == 3)).Json.List("items");
        Assert.All(listed, f => Assert.Equal((Door.IdOf(key), "wrong-secret"), (f.Text("key"), f.Text("reason"))));
        Assert.Empty((await other.GetAsync("access/failures")).MustBe(200).Json.List("items"));
        string[] reasons = [];
        // Failures are written every moment: these two may come with the next.
        for (var deadline = Environment.TickCount64 + 20_000; reasons.Length < 2 && Environment.TickCount64 < deadline; await Task.Delay(50))
        {
            var room = (await client.GetAsync($"/books/{Door.OperatorRoom}/access/failures", null)).MustBe(200).Json.List("items");
            reasons = [.. room.Where(f => f.TextOrNull("key") is null).Select(f => f.Text("reason")).Distinct().Order(StringComparer.Ordinal)];
        }

        Assert.Equal(["malformed", "unknown"], reasons);
    }

    [Fact]
    public async Task A_flood_leaves_no_more_rows_than_are_kept_and_what_is_known_of_a_book_stays()
    {
        var book = await own.BookAsync();
        using var client = own.Client;
        var key = await Keys.IssueAsync(client, book.Code, "SUP", "erp");
        (await client.GetAsync($"/books/{book.Code}/me", Door.WithAnotherSecret(key))).MustBe(401);
        await own.ExecuteAsync($"""
            insert into access.access_failure (minute, key, reason, remote, book, count)
            select now() + i * interval '1 minute', '', 'unknown', 'flood', '', 1 from generate_series(1, {FailureLog.RowsOfBookMax + 500}) i
            """);
        var log = own.Services.GetRequiredService<FailureLog>();
        for (var i = 0; i < 20_000; i++)
        {
            log.Refused(new(null, null, "unknown", $"2001:db8::{i:x}"));
        }

        var deadline = Environment.TickCount64 + 20_000;
        while (await own.ScalarAsync("select count(*) from access.access_failure where book = ''") is not (long and <= FailureLog.RowsOfBookMax))
        {
            Assert.True(Environment.TickCount64 < deadline, "The failures were not pruned.");
            await Task.Delay(100);
        }

        Assert.Single((await book.GetWhenAsync("access/failures", f => f.List("items").Length == 1)).Json.List("items"));
        Assert.True((long)(await own.ScalarAsync("select count(*) from access.access_failure where remote like '2001:%'"))! <= FailureLog.ToldApartMax);
    }

    [Fact]
    public async Task They_are_read_page_by_page()
    {
        var book = await own.BookAsync();
        await own.ExecuteAsync($"""
            insert into access.access_failure (minute, key, reason, remote, book, count)
            select '2026-01-01T00:00Z'::timestamptz + (i / 3) * interval '1 minute', 'K' || i % 2, 'expired', '192.0.2.' || i, '{book.Code}', i
                from generate_series(1, 20) i
            """);
        var items = await book.PagesAsync("access/failures", 3);
        Assert.Equal(Enumerable.Range(1, 20).Select(i => (long)i), items.Select(i => i.Number("count")).Order());
        Assert.Equal(
            items.Select(i => i.GetProperty("minute").GetDateTimeOffset()).OrderDescending(), items.Select(i => i.GetProperty("minute").GetDateTimeOffset()));
        (await book.GetAsync("access/failures?after=YWJj")).MustRefuse(400, "invalid-query");
    }
}
