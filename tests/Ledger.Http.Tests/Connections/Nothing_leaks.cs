using Ledger.Store;
using Ledger.Store.Hosts;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Wolverine.Persistence.Durability;
using Wolverine.RDBMS;

namespace Ledger.Http.Tests.Connections;

/// <summary>
/// Goal: nothing of a session passes with a connection from one borrower to the next. Method: a host does all kinds of work, then each idle connection of its
/// pools is examined; the pool that is reset between borrowers is left in disorder on purpose.
/// </summary>
public sealed class Nothing_leaks(OwnHost host) : IClassFixture<OwnHost>
{
    private const string Disorder = """
        select pg_advisory_lock(7);
        select set_config('work_mem', '5MB', false);
        create temp table left_there (x int);
        declare left_open cursor with hold for select 1;
        listen somewhere;
        set role none
        """;

    private static readonly string[] Seen =
    [
        "the channel somewhere",
        "the cursor left_open",
        "the lock 0,7,ExclusiveLock",
        $"the role {new NpgsqlConnectionStringBuilder(LedgerHost.ConnectionString).Username}",
        "the setting work_mem = 5120",
        "the table left_there",
    ];

    [Fact]
    public async Task Idle_connections_carry_no_lock_setting_table_or_transaction_after_all_kinds_of_work()
    {
        var book = await host.BookAsync();
        await Task.WhenAll(book.OrderAsync(20), book.RegisterAsync("B-1", book.Serials("S", 20)));
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => book.MustPostAsync("sites", new { site = $"S{i}", name = "Site", kind = "factory" })));
        await book.MustPostAsync("batches/ship", book.Shipment("B-1"));
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => book.GetAsync("units")).Concat(Enumerable.Range(0, 10).Select(_ => book.GetAsync("stock"))));
        await Task.WhenAll(Enumerable.Range(0, 5).Select(async _ => (await book.PostAsync("batches/ship", book.Shipment("B-1", advice: "ASN-2"))).MustBe(409)));
        (await book.GetAsync("export")).MustBe(200);
        (await book.GetAsync("checks")).MustBe(200);
        await CancelAsync(book);
        await new Audit.StoredLog(host.Database, book.Code).MustBeWholeAsync();
        await FirstDeal.SettledAsync(book);

        var left = await IdleConnections.LeftOnAsync(App, 90, host.Database);
        Assert.InRange(left.Count, 2, 90);
        Assert.All(left, Assert.Empty);
        // One of the sealer's connections is out: its turn is a lock of a session, for as long as the turn lasts.
        var sealers = await IdleConnections.LeftOnAsync(Sealer, SealerSource.ConnectionsMax - 1, host.Database);
        Assert.NotEmpty(sealers);
        Assert.All(sealers, Assert.Empty);
        await LocksMustBeOfTheSealerAloneAsync();
    }

    [Fact]
    public async Task Connections_keep_what_they_have_prepared()
    {
        var book = await host.BookAsync();
        for (var i = 0; i < 3; i++)
        {
            (await book.GetAsync("units")).MustBe(200);
        }

        await MustHavePreparedAsync(App);
        await MustHavePreparedAsync(Sealer);

        // Which of the pool's connections is borrowed is a matter of chance, and one may be new.
        static async Task MustHavePreparedAsync(NpgsqlDataSource pool)
        {
            var prepared = 0L;
            for (var i = 0; i < 100 && prepared == 0; i++)
            {
                prepared = await IdleConnections.PreparedAsync(pool);
            }

            Assert.NotEqual(0, prepared);
        }
    }

    [Fact]
    public async Task What_a_borrower_would_leave_is_seen()
    {
        await using var pool = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(App.ConnectionString) { Password = Password });
        await DisorderAsync(pool);

        Assert.Equal(Seen, Assert.Single(await IdleConnections.LeftOnAsync(pool, 5, host.Database)));
    }

    [Fact]
    public async Task Connections_for_messages_are_reset_and_keep_what_they_have_prepared()
    {
        var own = ((IMessageDatabase)host.Services.GetRequiredService<IMessageStore>()).DataSource.ConnectionString;
        await using var pool = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(own) { Password = Password, MaxPoolSize = 1 });
        for (var i = 0; i < 3; i++)
        {
            await IdleConnections.PreparedAsync(pool);
        }

        var disorderly = await DisorderAsync(pool);

        await using (var connection = await pool.OpenConnectionAsync())
        {
            Assert.Equal(disorderly, connection.ProcessID);
            Assert.Empty(await IdleConnections.LeftOnAsync(connection));
        }

        Assert.NotEqual(0, await IdleConnections.PreparedAsync(pool));
    }

    [Fact]
    public async Task A_column_that_a_newer_build_adds_disturbs_no_statement_that_is_prepared()
    {
        var book = await host.BookAsync();
        await book.RegisterAsync("B-9", book.Serials("N", 3));
        string[] reads = ["units", "stock", "events", "batches/B-9", "checks", "reports/late-facts", "replay?limit=5"];
        for (var i = 0; i < 3; i++)
        {
            await MustAnswerAsync();
        }

        await host.ExecuteAsync("""
            do $$ declare t text; begin
                for t in select format('%I.%I', schemaname, tablename) from pg_tables where schemaname not in ('pg_catalog', 'information_schema') loop
                    execute 'alter table ' || t || ' add column of_a_newer_build int';
                end loop;
            end $$
            """);
        await MustAnswerAsync();
        await book.RegisterAsync("B-10", book.Serials("M", 3));

        async Task MustAnswerAsync()
        {
            foreach (var read in reads)
            {
                (await book.GetAsync(read)).MustBe(200);
            }
        }
    }

    private static string? Password => new NpgsqlConnectionStringBuilder(LedgerHost.ConnectionString).Password;

    private NpgsqlDataSource App => host.Services.GetRequiredService<NpgsqlDataSource>();

    private NpgsqlDataSource Sealer => host.Services.GetRequiredService<SealerSource>().Database;

    /// <returns>The session that was left in disorder.</returns>
    private static async Task<int> DisorderAsync(NpgsqlDataSource pool)
    {
        await using var connection = await pool.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(Disorder, connection);
        await command.ExecuteNonQueryAsync();
        return connection.ProcessID;
    }

    /// <summary>Cuts off reads while they wait in the database.</summary>
    private async Task CancelAsync(TestBook book)
    {
        await using var other = await host.Database.OpenConnectionAsync();
        await using var transaction = await other.BeginTransactionAsync();
        await using var hold = new NpgsqlCommand("lock table inventory.unit in access exclusive mode", other, transaction);
        await hold.ExecuteNonQueryAsync();
        using var gone = new CancellationTokenSource();
        var client = host.Client;
        var calls = Enumerable.Range(0, 4).Select(_ => client.GetAsync($"/books/{book.Code}/units", gone.Token)).ToList();
        await UntilAsync("select count(*) >= 4 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'");
        await gone.CancelAsync();
        foreach (var call in calls)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        }

        await UntilAsync("select count(*) = 0 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'");
    }

    /// <summary>Locks of Wolverine's come and go; none stays. The host's presence is on a connection that nobody borrows.</summary>
    private Task LocksMustBeOfTheSealerAloneAsync() => UntilAsync(
        $"select count(*) filter (where (classid::bigint << 32) | objid::bigint <> {HostPresence.Lock}) = 1 from pg_locks "
        + "where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())");

    private async Task UntilAsync(string sql)
    {
        var deadline = Environment.TickCount64 + 20_000;
        while (await host.ScalarAsync(sql) is not true)
        {
            Assert.True(Environment.TickCount64 < deadline, sql);
            await Task.Delay(20);
        }
    }
}
