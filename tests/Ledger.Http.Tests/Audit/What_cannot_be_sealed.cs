using Ledger.Sealing.Notes;

namespace Ledger.Http.Tests.Audit;

/// <summary>
/// Goal: data from before the rule neither stalls a book in silence nor another book at all. Method: a number that no reader keeps exactly is put into the
/// table itself.
/// </summary>
public sealed class What_cannot_be_sealed(OwnHost host) : IClassFixture<OwnHost>
{
    [Fact]
    public async Task It_stops_its_book_with_an_alarm_that_names_it_and_no_other_book()
    {
        var (book, other) = (await host.BookAsync(), await host.BookAsync());
        var (log, others) = (new StoredLog(host.Database, book.Code), new StoredLog(host.Database, other.Code));
        await log.MustBeWholeAsync();
        var id = Guid.NewGuid();
        await host.ExecuteAsync($$"""
            insert into ledger.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, is_archived)
            select nextval('ledger.mt_events_sequence'), '{{id}}', stream_id, version + 1, '{"amount": 12345678901234567890123}', type, now(), tenant_id,
                mt_dotnet_type, false
            from ledger.mt_events where tenant_id = '{{book.Code}}' order by seq_id desc limit 1
            """);
        var alarm = (await book.GetWhenAsync("log", status => status.TryGetProperty("alarm", out _))).Json.GetProperty("alarm").Text("reason");
        Assert.Contains(id.ToString(), alarm, StringComparison.Ordinal);
        Assert.Contains("/amount", alarm, StringComparison.Ordinal);
        await book.MustPostAsync("parties", new { party = "P-2", name = "x", roles = new[] { "auditor" } });
        await other.MustPostAsync("sites", new { site = "S2", name = "x", kind = "port" });
        await others.MustBeWholeAsync();
        Assert.InRange((await book.GetAsync("log")).Json.Number("unsealed"), 2, 10);
        using var ready = await host.Client.GetAsync("/health/ready");
        var health = await ready.Content.ReadAsStringAsync();
        Assert.Contains(id.ToString(), health, StringComparison.Ordinal);
        Assert.Contains("Degraded", health, StringComparison.Ordinal);

        await host.ExecuteAsync($$"""update ledger.mt_events set data = '{"amount": 1}' where id = '{{id}}'""");
        await book.GetWhenAsync("log", status => !status.TryGetProperty("alarm", out _) && status.Number("unsealed") == 0);
        await log.MustBeWholeAsync();
        Assert.All(await log.HeadsAsync(), head => Assert.Single(Note.Parse(head.Note).Signatures));
    }
}
