using Npgsql;

namespace Ledger.Http.Tests.Schemas;

/// <summary>
/// Goal: the tables of a ledger from before contexts had schemas are moved at the start, all or none, and every read says what it said before. Method: a
/// ledger is put back to that layout; then hosts start on it, one is cut short in the middle, and two start at once.
/// </summary>
public sealed class A_ledger_of_an_earlier_build : IAsyncLifetime
{
    private const string Unmoved = """
        select count(*) from pg_tables where schemaname = 'ledger'
            and tablename !~ '^(mt_(event|stream|high_water)|effective_)'
            and tablename not in ('document_number', 'number_in_use', 'pulse', 'shared_secret', 'mt_doc_deadletterevent', 'mt_doc_envelope')
        """;

    private const string Moved = """
        select count(*) from pg_tables
        where schemaname in ('access', 'agreements', 'audit', 'deployment', 'inventory', 'logistics', 'ordering')
        """;

    private const string Waiting = """
        select pid from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock' and query like 'alter table %'
        """;

    private const string Functions = """
        select count(*) from pg_proc
        where pronamespace = 'ledger'::regnamespace and proname !~ '^mt_' and proname not in ('claim_document', 'claim_number', 'pass_number')
        """;

    private static readonly string[] Reads =
    [
        "agreements/SA-1", "agreements/SA-1/progress", "orders", "orders/PO-1", "batches", "batches/B-1", "racks", "stock", "units?limit=100",
        "products", "sites", "parties", "stock?effectiveAt=2026-02-06T00:00:00Z", "reports/late-facts",
    ];

    private readonly string _name = $"earlier_{Guid.NewGuid():N}";
    private readonly Dictionary<string, string> _before = [];
    private string _connection = "";
    private NpgsqlDataSource _owner = null!;
    private TestBook _book = null!;
    private long _tables;

    /// <summary>Since then one has come: what moved an event's units before.</summary>
    private long Earlier => _tables - 1;

    public async Task InitializeAsync()
    {
        _connection = await (await LedgerHost.ClusterAsync()).CreateDatabaseAsync(_name);
        _owner = NpgsqlDataSource.Create(_connection);
        await using var host = await LedgerHost.StartOnAsync(_connection);
        _book = await TestBook.OpenAsync(client: LedgerHost.OperatorOf(host));
        await _book.OrderAsync(100, at: new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await _book.DeliverAsync("B-1", 3);
        await VoidTooEarlyAsync();
        // The last message records the last event; from then on what every view has come to stays as it is.
        await _book.GetWhenAsync("orders/PO-1", order => order.List("lines")[0] is var line && line.Number("shipped") == 3 && line.Number("received") == 3);
        await _book.GetWhenAsync("orders", orders => orders.List("items")[0].Number("receivedUnits") == 3);
        await _book.GetWhenAsync("agreements/SA-1/progress", progress => progress.List("lines")[0].Number("received") == 3);
        await _book.GetWhenAsync("stock?condition=received", stock => stock.List("rows").Length == 1);
        await FirstDeal.SettledAsync(_book);
        foreach (var read in Reads)
        {
            _before[read] = (await _book.GetAsync(read)).MustBe(200).Json.GetRawText();
        }

        _tables = await CountAsync(Moved);
    }

    public async Task DisposeAsync()
    {
        await _owner.DisposeAsync();
        await (await LedgerHost.ClusterAsync()).DropDatabaseAsync(_name);
    }

    [Fact]
    public async Task Reads_the_same_after_two_hosts_started_on_it_at_once()
    {
        await EarlierLayout.RestoreAsync(_connection);
        Assert.Equal((Earlier, 0L), (await CountAsync(Unmoved), await CountAsync(Moved)));

        var hosts = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => LedgerHost.StartOnAsync(_connection, isAlone: false))));
        await using (hosts[0])
        await using (hosts[1])
        {
            Assert.Equal((0L, _tables), (await CountAsync(Unmoved), await CountAsync(Moved)));
            Assert.Equal(0L, await CountAsync(Functions));
            foreach (var book in hosts.Select(host => _book.Through(LedgerHost.OperatorOf(host))))
            {
                await MustReadTheSameAsync(book);
            }

            // And the deal goes on.
            var after = _book.Through(LedgerHost.OperatorOf(hosts[0]));
            await after.DeliverAsync("B-2", 4);
            await after.GetWhenAsync("stock?condition=received", stock => stock.List("rows")[0].GetProperty("quantityUnits").GetInt64() == 7);
            Assert.True((await after.GetAsync("checks")).MustBe(200).Json.GetProperty("holds").GetBoolean());
        }
    }

    [Fact]
    public async Task Is_as_it_was_when_the_move_is_cut_short_and_moved_by_the_next_start()
    {
        await EarlierLayout.RestoreAsync(_connection);
        await using (var reader = await _owner.OpenConnectionAsync())
        await using (var reading = await reader.BeginTransactionAsync())
        {
            // Somebody reads a table that is neither the first nor the last to move: there the move waits, and is killed.
            await using var read = new NpgsqlCommand("select count(*) from ledger.unit", reader, reading);
            await read.ExecuteScalarAsync();
            var start = Task.Run(() => LedgerHost.StartOnAsync(_connection));
            while (await CountAsync($"select count(*) from ({Waiting}) waiting") == 0)
            {
                Assert.False(start.IsCompleted, "The move did not wait for the reader.");
                await Task.Delay(50);
            }

            await CountAsync($"select count(pg_terminate_backend(pid)) from ({Waiting}) waiting");
            Assert.NotNull(await Record.ExceptionAsync(async () => await (await start).DisposeAsync()));
        }

        Assert.Equal((Earlier, 0L), (await CountAsync(Unmoved), await CountAsync(Moved)));
        await using var host = await LedgerHost.StartOnAsync(_connection);
        Assert.Equal((0L, _tables), (await CountAsync(Unmoved), await CountAsync(Moved)));
        await MustReadTheSameAsync(_book.Through(LedgerHost.OperatorOf(host)));
    }

    [Fact]
    public async Task Is_refused_when_an_earlier_build_has_worked_on_it_after_the_move()
    {
        // Such a build creates its tables anew when it starts. That alone is no harm.
        await ExecuteAsync("create table ledger.unit (like inventory.unit including all)");
        await using (await LedgerHost.StartOnAsync(_connection))
        {
            Assert.Equal(0L, await CountAsync(Unmoved));
        }

        await ExecuteAsync("create table ledger.unit (like inventory.unit including all); insert into ledger.unit select * from inventory.unit limit 1");
        var refused = await Record.ExceptionAsync(() => LedgerHost.StartOnAsync(_connection));
        Assert.Contains("ledger.unit holds rows, but the table has moved to inventory.unit", refused?.ToString(), StringComparison.Ordinal);
    }

    /// <summary>A void that is told as earlier than its shipment takes effect with it, also in a ledger that had only the told times.</summary>
    private async Task VoidTooEarlyAsync()
    {
        await _book.MustPostAsync(
            "batches",
            new { batch = "V-1", product = TestBook.Gpu, site = TestBook.Factory, serials = _book.Serials("V", 2), occurredAt = "2026-02-01T00:00:00Z" });
        await _book.MustPostAsync("batches/ship", new
        {
            batch = "V-1",
            order = "PO-1",
            orderLine = 1,
            to = TestBook.DataCentre,
            carrier = "CAR",
            despatchAdvice = "ASN-V-1",
            occurredAt = "2026-02-10T00:00:00Z",
        });
        await _book.MustPostAsync("batches/void", new { batch = "V-1", reason = "the lorry never came", occurredAt = "2026-02-05T00:00:00Z" });
        await _book.GetWhenAsync("stock?effectiveAt=2026-02-06T00:00:00Z", stock => stock.List("rows") is [var row] && row.Number("quantityUnits") == 2);
    }

    private async Task MustReadTheSameAsync(TestBook book)
    {
        foreach (var read in Reads)
        {
            Assert.Equal(_before[read], (await book.GetAsync(read)).MustBe(200).Json.GetRawText());
        }
    }

    private async Task<long> CountAsync(string sql)
    {
        await using var command = _owner.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = _owner.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
