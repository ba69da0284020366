using Ledger.Sealing.Notes;
using Ledger.Verification.Findings;

namespace Ledger.Http.Tests.Audit.Exports;

/// <summary>Somebody with every right on the database changes what was sealed. Each change is caught by its rule, at its leaf.</summary>
public sealed class A_forged_database(OwnHost host) : IClassFixture<OwnHost>
{
    private const string Placed = "ordering.order-placed.v1";
    private const string Shipped = "logistics.batch-shipped.v1";
    private const string Received = "logistics.batch-received.v1";

    private const string FirstOf = "id = (select id from ledger.mt_events where tenant_id = $1 and type = $2 order by seq_id limit 1)";

    [Theory]
    [InlineData(Placed, "data = jsonb_set(data, '{lines,0,quantity}', '11')", "/data/lines/0/quantity")]
    [InlineData(Placed, "data = jsonb_set(data, '{lines,0,quantity}', '10.0')", "10.0")]
    [InlineData(Shipped, "data = data - 'carrier'", "/data/carrier")]
    [InlineData(Shipped, "data = jsonb_set(data, '{movements,0,serials,0}', '\"FORGED\"')", "/data/movements/0/serials/0")]
    [InlineData(Received, "type = 'logistics.batch-Received.v1'", "/type")]
    [InlineData(Received, "user_name = 'SUP/somebody'", "/by")]
    [InlineData(Received, "user_name = null", "/by")]
    [InlineData(Received, "timestamp = timestamp - interval '1 microsecond'", "/at")]
    [InlineData(Received, "version = version + 100", "/version")]
    [InlineData(Received, "id = gen_random_uuid()", "/id")]
    [InlineData(Received, "stream_id = 'batch/B-2', version = 99", "/stream")]
    [InlineData(Received, "causation_id = 'sha256:00'", "/cause")]
    [InlineData(Received, "correlation_id = null", "/corr")]
    [InlineData(Received, "type = 'tombstone'", "/type")]
    public async Task A_row_that_was_changed(string type, string change, string word)
    {
        var deal = await SealedDeal.PlayAsync(host);
        var leaf = await deal.LeafAsync(type);
        await deal.ForgeAsync($"update ledger.mt_events set {change} where {FirstOf}", type);
        (await deal.VerifyAsync()).MustTell(Rule.D1, leaf, word);
    }

    /// <summary>The sealer, too, meets an event that it has sealed already under another number or book. It stops at that book, and at no other.</summary>
    [Theory]
    [InlineData("seq_id = nextval('ledger.mt_events_sequence')", "/seq")]
    [InlineData("tenant_id = 't-other'", "/tenant")]
    public async Task A_row_that_was_moved(string change, string word)
    {
        var deal = await SealedDeal.PlayAsync(host);
        var leaf = await deal.LeafAsync(Received);
        await deal.ExecuteAsync(
            "insert into ledger.mt_streams (tenant_id, id, type, version, is_archived) select 't-other', id, type, version, false from ledger.mt_streams "
            + "where tenant_id = $1 and id = 'batch/B-1' on conflict do nothing");
        await deal.ForgeAsync($"update ledger.mt_events set {change} where {FirstOf}", Received);

        (await deal.VerifyAsync()).MustTell(Rule.D1, leaf, word);
        await SealedDeal.PlayAsync(host);
    }

    [Fact]
    public async Task A_row_that_was_archived_or_is_of_another_class_or_holds_binary_data()
    {
        var deal = await SealedDeal.PlayAsync(host);
        await deal.ForgeAsync($"update ledger.mt_events set is_archived = true, mt_dotnet_type = 'Other', bdata = '\\x01' where {FirstOf}", Shipped);
        var leaf = await deal.LeafAsync(Shipped);
        (await deal.VerifyAsync()).MustTell(Rule.D3, leaf, "archived").MustTell(Rule.D3, leaf, "binary").MustTell(Rule.D3, word: "CLR type");
    }

    [Fact]
    public async Task A_row_that_was_deleted()
    {
        var deal = await SealedDeal.PlayAsync(host);
        var leaf = await deal.LeafAsync(Received);
        await deal.ForgeAsync($"delete from ledger.mt_events where {FirstOf}", Received);
        (await deal.VerifyAsync()).MustTell(Rule.D1, leaf, "it was deleted");
    }

    [Fact]
    public async Task Two_rows_that_changed_places()
    {
        var deal = await SealedDeal.PlayAsync(host);
        var (a, b) = (await deal.LeafAsync(Shipped), await deal.LeafAsync(Received));
        var (first, second) = (await SeqAsync(deal, a), await SeqAsync(deal, b));
        await deal.ForgeAsync("update ledger.mt_events set seq_id = -1 where tenant_id = $1 and seq_id = $2", first);
        await deal.ForgeAsync("update ledger.mt_events set seq_id = $2 where tenant_id = $1 and seq_id = $3", first, second);
        await deal.ForgeAsync("update ledger.mt_events set seq_id = $2 where tenant_id = $1 and seq_id = -1", second);
        (await deal.VerifyAsync()).MustTell(Rule.D1, a, "/seq").MustTell(Rule.D1, b, "/seq");
    }

    [Fact]
    public async Task A_row_that_was_inserted_and_dated_back_is_sealed_late_and_told_by_its_time()
    {
        var deal = await SealedDeal.PlayAsync(host);
        await deal.ForgeAsync(
            """
            insert into ledger.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, correlation_id, causation_id,
                user_name, is_archived)
            select nextval('ledger.mt_events_sequence'), gen_random_uuid(), stream_id, version + 1, data, type, timestamp - interval '1 day', tenant_id,
                mt_dotnet_type, correlation_id, causation_id, user_name, false
            from ledger.mt_events where tenant_id = $1 and type = $2 order by seq_id limit 1
            """, Received);
        await deal.SealAsync();
        var leaf = await deal.ScalarAsync("select max(index) from ledger_log.leaf where book = $1");
        (await deal.VerifyAsync()).MustTell(Rule.L5, leaf, "its record time").MustTell(Rule.V1, leaf).MustTell(Rule.D4, word: "batch/B-1");
    }

    [Theory]
    [InlineData("update inventory.balance set quantity = quantity + 1 where book = $1 and account = 'site:PDX1/received'", "site:PDX1/received")]
    [InlineData("delete from inventory.balance where book = $1 and account = 'site:PDX1/received'", "no row")]
    [InlineData("insert into inventory.balance (book, product, account, quantity) values ($1, 'acme:B300', 'site:PDX1/accepted', 1)", "site:PDX1/accepted")]
    [InlineData("update inventory.journal set quantity = 5 where book = $1 and to_account = 'site:PDX1/received'", "the journal at position")]
    [InlineData("update inventory.journal set effective = effective - interval '1 day' where book = $1 and to_account = 'site:PDX1/received'", "effective")]
    [InlineData(
        "update inventory.unit set account = 'site:PDX1/accepted' where book = $1 and serial = (select min(serial) from inventory.unit where book = $1)",
        "site:PDX1/accepted")]
    [InlineData("update inventory.unit set trail = trail[1:2] where book = $1 and serial = (select min(serial) from inventory.unit where book = $1)", "trail")]
    [InlineData("delete from inventory.unit where book = $1 and serial = (select min(serial) from inventory.unit where book = $1)", "no row")]
    [InlineData("update ordering.mt_doc_ordersummary set data = jsonb_set(data, '{receivedUnits}', '5') where tenant_id = $1", "received_units")]
    [InlineData("update ordering.mt_doc_ordersummary set data = jsonb_set(data, '{receivedUnits}', '\"=4+0\"') where tenant_id = $1", "received_units")]
    [InlineData("update ordering.mt_doc_ordersummary set data = jsonb_set(data, '{placedAt}', '\"yesterday\"') where tenant_id = $1", "placed_at")]
    [InlineData("update ordering.mt_doc_ordersummary set data = jsonb_set(data, '{closedAt}', '\"never\"') where tenant_id = $1", "closed_at")]
    [InlineData(
        "update agreements.mt_doc_agreement set data = jsonb_set(data, '{milestones,0,state}', '\"reached\"') where tenant_id = $1 and id = 'agreement/SA-2'",
        "state of the milestone SA-2 M-1")]
    public async Task A_view_that_was_changed(string sql, string word)
    {
        var deal = await SealedDeal.PlayAsync(host);
        await deal.ForgeAsync(sql);
        (await deal.VerifyAsync()).MustTell(Rule.V1, word: word);
    }

    [Fact]
    public async Task A_stream_s_version() =>
        await MustTellAsync(Rule.D4, "batch/B-1", "update ledger.mt_streams set version = version + 1 where tenant_id = $1 and id = 'batch/B-1'");

    [Fact]
    public async Task A_leaf_that_was_changed()
    {
        var deal = await SealedDeal.PlayAsync(host);
        var leaf = await deal.LeafAsync(Placed);
        await deal.ForgeAsync(
            "update ledger_log.leaf set entry = convert_to(replace(convert_from(entry, 'UTF8'), '\"quantity\":10', '\"quantity\":12'), 'UTF8') where book "
            + "= $1 and index = $2", leaf);
        (await deal.VerifyAsync()).MustTell(Rule.L2, leaf, "not the one that was sealed").MustTell(Rule.D1, leaf, "/data/lines/0/quantity");
    }

    [Fact]
    public async Task A_log_that_the_operator_signed_anew_alone()
    {
        var deal = await SealedDeal.PlayAsync(host);
        var leaf = await deal.LeafAsync(Placed);
        await deal.ForgeLogAsync(host, leaf, entry => entry.Replace("\"quantity\":10", "\"quantity\":12", StringComparison.Ordinal));
        (await deal.VerifyAsync()).MustTell(Rule.L1, word: "quorum").MustTell(Rule.D1, leaf, "/data/lines/0/quantity");
    }

    [Fact]
    public async Task A_log_that_operator_and_witnesses_signed_anew_is_caught_only_by_who_kept_a_head()
    {
        var deal = await SealedDeal.PlayAsync(host);
        var (leaf, kept) = (await deal.LeafAsync(Placed), await deal.HeadAsync());
        await deal.ForgeAsync($"update ledger.mt_events set data = jsonb_set(data, '{{lines,0,quantity}}', '12') where {FirstOf}", Placed);
        await deal.ForgeLogAsync(host, leaf, entry => entry.Replace("\"quantity\":10", "\"quantity\":12", StringComparison.Ordinal), isCosigned: true);
        var alone = (await deal.VerifyAsync()).MustHold();
        Assert.Contains(alone.Notes, note => note.StartsWith("First contact: no append-only claim before size", StringComparison.Ordinal));
        (await deal.VerifyAsync(with: r => r with { Since = kept })).MustTell(Rule.L3, word: "history was rewritten");
    }

    [Fact]
    public async Task A_log_that_another_key_signed()
    {
        var deal = await SealedDeal.PlayAsync(host);
        var kept = await deal.HeadAsync();
        await deal.ForgeLogAsync(
            host, await deal.LeafAsync(Placed), entry =>
                entry.Replace("PO-1", "PO-9", StringComparison.Ordinal), SignerKey.New(kept.Origin, KeyKind.Log), isCosigned: true);
        (await deal.VerifyAsync()).MustTell(Rule.L1, word: "who signed the checkpoint").MustTell(Rule.L6);
    }

    [Fact]
    public async Task A_head_that_is_stale()
    {
        var deal = await SealedDeal.PlayAsync(host);
        var later = new ShiftedClock { Ahead = TimeSpan.FromHours(2) };
        (await deal.VerifyAsync(with: r => r with { MaxAge = TimeSpan.FromHours(1) })).MustHold();
        (await deal.VerifyAsync(with: r => r with { MaxAge = TimeSpan.FromHours(1) }, clock: later)).MustTell(Rule.L5, word: "stale");
    }

    /// <summary>As a backup that is restored leaves it: nothing contradicts anything, but it is less than somebody has seen.</summary>
    [Fact]
    public async Task A_database_that_was_set_back()
    {
        var deal = await SealedDeal.PlayAsync(host);
        var before = await deal.HeadAsync();
        await deal.Book.MustPostAsync("sites", new { site = "LATER", name = "A site", kind = "warehouse" });
        await deal.SealAsync();
        var kept = await deal.HeadAsync();
        Assert.True(kept.Size > before.Size);
        await deal.ExecuteAsync("delete from ledger.mt_events where tenant_id = $1 and stream_id = 'site/LATER'");
        await deal.ExecuteAsync("delete from ledger.mt_streams where tenant_id = $1 and id = 'site/LATER'");
        foreach (var table in new[] { "leaf where index >= $2 and", "head where size > $2 and", "cosignature where size > $2 and" })
        {
            await deal.ExecuteAsync($"delete from ledger_log.{table} book = $1", before.Size);
        }

        (await deal.VerifyAsync()).MustHold();
        (await deal.VerifyAsync(with: r => r with { Since = kept })).MustTell(Rule.L3, word: "rolled back");
    }

    private static Task<long> SeqAsync(SealedDeal deal, long leaf) =>
        deal.ScalarAsync("select position from ledger_log.leaf where book = $1 and index = $2", leaf);

    private async Task MustTellAsync(Rule rule, string word, string sql)
    {
        var deal = await SealedDeal.PlayAsync(host);
        await deal.ForgeAsync(sql);
        (await deal.VerifyAsync()).MustTell(rule, word: word);
    }
}
