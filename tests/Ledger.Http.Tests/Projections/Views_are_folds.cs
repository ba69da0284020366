using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Daemon.Coordination;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit.Abstractions;

namespace Ledger.Http.Tests.Projections;

/// <summary>On a database of its own: projections are stopped and rebuilt, and a row is made wrong by hand.</summary>
public sealed class Views_are_folds(OwnHost own, ITestOutputHelper output) : IClassFixture<OwnHost>
{
    private const string Tables = """
        select table_schema || '.' || table_name from information_schema.tables where table_schema <> 'ledger'
            and (table_name like 'mt_doc_%' or table_name in ('unit', 'journal', 'balance', 'despatched')) order by 1
        """;

    [Fact]
    public async Task Views_are_what_the_events_come_to_and_a_rebuild_gives_identical_rows()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"Seed {seed}.");
        var book = await own.BookAsync("rehearsal");
        await new RandomDeal(book, seed).PlayAsync(150);
        await SettleAsync(seed);

        var fold = Fold.Of(await EventsAsync(book));
        var units = await book.PagesAsync("units", 200);
        Assert.Equal(
            fold.Units.Select(u => $"{u.Key} {u.Value.Account} {u.Value.Line}"),
            units.Select(u => $"{u.Text("product")} {u.Text("serial")} {u.Text("account")} {u.TextOrNull("line")}").Order(StringComparer.Ordinal));
        Assert.Equal(fold.Stock, Fold.StockOf((await book.GetAsync("stock")).Json));
        Assert.Equal(fold.Progress("SA-1/1"), Fold.ProgressOf((await book.GetAsync("agreements/SA-1/progress")).Json.List("lines")[0]));
        foreach (var (unit, (_, _, trail)) in fold.Units.Where((_, i) => i % 10 == 0))
        {
            Assert.Equal(trail, (await book.GetAsync($"units/{unit.Replace(' ', '/')}")).Json.List("events").Select(e => e.Text("id")));
        }

        Assert.Equal(200, (int)(await own.Client.GetAsync("/health/ready")).StatusCode);
        var before = await DigestsAsync();
        Assert.True(before.Count >= 10, string.Join(", ", before.Keys));
        await RebuildAsync();
        await SettleAsync(seed);
        Assert.Equal(before, await DigestsAsync());
        await MustHoldAsync(book);

        // And the projections go on from there.
        await book.RegisterAsync("AFTER", book.Serials("AFTER", 7));
        await SettleAsync(seed);
        Assert.Equal(Fold.Of(await EventsAsync(book)).Stock, Fold.StockOf((await book.GetAsync("stock")).Json));
    }

    [Fact]
    public async Task A_row_that_was_made_wrong_by_hand_is_found_and_its_account_named()
    {
        var book = await own.BookAsync();
        var serials = book.Serials("S", 5);
        await book.RegisterAsync("B-1", serials);
        await MustHoldAsync(book);

        await own.ExecuteAsync($"update inventory.unit set account = 'site:PDX1/accepted' where serial = '{serials[2]}'");
        await FindAsync(
            book, "journalAndCustodyAgree", "acme:B300 site:FAB1/inventory: journal 5, custody 4", "acme:B300 site:PDX1/accepted: journal 0, custody 1");
        await own.ExecuteAsync($"update inventory.unit set account = 'site:FAB1/inventory' where serial = '{serials[2]}'");
        await MustHoldAsync(book);

        await book.GetWhenAsync("stock", s => s.List("rows").Length == 1);
        await own.ExecuteAsync($"update inventory.balance set quantity = quantity + 1 where book = '{book.Code}' and account <> 'origin'");
        await FindAsync(book, "journalAndCustodyAgree", "acme:B300 site:FAB1/inventory: journal 5, kept balance 6");
        await own.ExecuteAsync($"update inventory.balance set quantity = quantity - 1 where book = '{book.Code}' and account <> 'origin'");
        await MustHoldAsync(book);

        await own.ExecuteAsync($"update inventory.journal set from_account = 'site:NOWHERE/inventory' where book = '{book.Code}'");
        await FindAsync(book, "accountsSumToZero", "acme:B300 site:NOWHERE/inventory: -5 at position ");
        await own.ExecuteAsync($"update inventory.journal set from_account = 'origin' where book = '{book.Code}'");
        await MustHoldAsync(book);
    }

    private static async Task MustHoldAsync(TestBook book)
    {
        var checks = (await book.GetAsync("checks")).MustBe(200).Json;
        Assert.True(checks.GetProperty("holds").GetBoolean(), checks.ToString());
    }

    private static async Task FindAsync(TestBook book, string check, params string[] findings)
    {
        var checks = (await book.GetAsync("checks")).MustBe(200).Json;
        Assert.False(checks.GetProperty("holds").GetBoolean());
        Assert.False(checks.GetProperty(check).GetBoolean());
        Assert.All(findings, finding => Assert.Contains(checks.Texts("findings"), found => found.StartsWith(finding, StringComparison.Ordinal)));
    }

    private static async Task<List<System.Text.Json.JsonElement>> EventsAsync(TestBook book)
    {
        var (events, after) = (new List<System.Text.Json.JsonElement>(), 0L);
        while ((await book.GetAsync($"events?limit=200&after={after}")).MustBe(200).Json is var page && page.GetProperty("events").GetArrayLength() > 0)
        {
            events.AddRange(page.List("events"));
            after = page.Number("next");
        }

        return events;
    }

    /// <summary>
    /// Waits until every projection has come to the last event and no message is on its way. Where the store waited for a position that a refusal left empty,
    /// it notes the gap beside the projections, and leaves the note there.
    /// </summary>
    private async Task SettleAsync(int seed)
    {
        const string open = """
            select (select count(*) from ledger.mt_event_progression
                    where name <> 'HighWaterStuckGap' and last_seq_id < (select max(seq_id) from ledger.mt_events))
                + (select count(*) from wolverine.wolverine_incoming_envelopes where status = 'Incoming')
            """;
        const string behind = """
            select concat_ws(
                ', ', (select string_agg(name || ' ' || last_seq_id, ', ') from ledger.mt_event_progression
                    where name <> 'HighWaterStuckGap' and last_seq_id < (select max(seq_id) from ledger.mt_events)),
                (select string_agg(message_type || ' ' || owner_id, ', ') from wolverine.wolverine_incoming_envelopes where status = 'Incoming'),
                (select max(seq_id) from ledger.mt_events))
            """;
        var deadline = Environment.TickCount64 + 120_000;
        for (var quiet = 0; quiet < 3; quiet = (long)(await own.ScalarAsync(open))! == 0 ? quiet + 1 : 0)
        {
            Assert.True(
                Environment.TickCount64 < deadline, $"With seed {seed} the projections did not come to the end: {await own.ScalarAsync(behind)}.");
            await Task.Delay(200);
        }
    }

    private async Task RebuildAsync()
    {
        var coordinator = own.Services.GetRequiredService<IProjectionCoordinator>();
        var names =
            ((DocumentStore)own.Services.GetRequiredService<IDocumentStore>()).Options.Projections.All.Where(p => p.Lifecycle != ProjectionLifecycle.Live)
            .Select(p => p.Name).ToList();
        Assert.Contains("Custody", names);
        Assert.Contains("Journal", names);
        await coordinator.PauseAsync();
        try
        {
            var daemon = coordinator.DaemonForMainDatabase();
            foreach (var name in names)
            {
                await daemon.RebuildProjectionAsync(name, TimeSpan.FromSeconds(60), CancellationToken.None);
            }
        }
        finally
        {
            await coordinator.ResumeAsync();
        }
    }

    private async Task<SortedDictionary<string, string>> DigestsAsync()
    {
        var digests = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var table in await TablesAsync())
        {
            // Documents are compared by what they say, not by when the row was written last.
            var row = table.Contains(".mt_doc_", StringComparison.Ordinal) ? "tenant_id || id || data::text" : "t::text";
            digests[table] = (string)(await own.ScalarAsync(
                $"select count(*) || ' rows, ' || md5(coalesce(string_agg(md5({row}), '' order by md5({row})), '')) from {table} t"))!;
        }

        return digests;
    }

    private async Task<List<string>> TablesAsync()
    {
        var tables = new List<string>();
        await using var command = own.Database.CreateCommand(Tables);
        await using NpgsqlDataReader rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            tables.Add(rows.GetString(0));
        }

        return tables;
    }
}
