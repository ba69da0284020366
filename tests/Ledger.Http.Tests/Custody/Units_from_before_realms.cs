using Npgsql;

namespace Ledger.Http.Tests.Custody;

/// <summary>
/// A database of an earlier build, whose units have no realm or share one over all live books, is brought up to date by starting on it. Its units are where
/// they were, and can be moved on; and another book may use their serials.
/// </summary>
public sealed class Units_from_before_realms
{
    // What the build before this one had: all live books in the realm without a name, and an index of the serials alone.
    private const string Shared = """
        alter table ledger.unit alter column realm set default '';
        update ledger.unit set realm = '' where realm not like '%~%';
        drop index ledger.ix_unit_serial;
        create index ix_unit_serial on ledger.unit using btree (serial);
        """;

    // What still earlier builds had: a key of product and serial, and functions that know nothing else.
    private const string Earlier = """
        drop index ledger.ix_unit_serial;
        create index ix_unit_serial on ledger.unit using btree (serial);
        alter table ledger.unit drop constraint pkey_unit_product_serial_realm;
        alter table ledger.unit drop column realm;
        alter table ledger.unit add constraint pkey_unit_product_serial primary key (product, serial);
        create or replace function ledger.move_units(p_book text, p_event uuid, p_product text, p_line text, p_from text, p_to text, p_serials text[])
         returns void language sql as $$ update ledger.unit set account = p_to, trail = trail || p_event
         where product = p_product and serial = any(p_serials) and account = p_from $$;
        create or replace function ledger.locate_units(p_book text, p_product text, p_serials text[])
         returns table(serial character varying, account character varying, line character varying)
         language sql stable as $$ select u.serial, u.account, u.line from ledger.unit u
         where u.product = p_product and u.serial = any(p_serials) and u.book = p_book $$;
        """;

    [Theory]
    [InlineData(Earlier)]
    [InlineData(Shared)]
    public async Task Are_kept_when_each_book_becomes_a_realm(string earlier)
    {
        var cluster = await LedgerHost.ClusterAsync();
        var name = $"own_{Guid.NewGuid():N}";
        var connection = await cluster.CreateDatabaseAsync(name);
        TestBook book;
        await using (var before = await LedgerHost.StartOnAsync(connection))
        {
            book = await TestBook.OpenAsync(client: LedgerHost.OperatorOf(before));
            await book.OrderAsync(1_000);
            await book.RegisterAsync("B-1", book.Serials("B-1", 500));
            await EarlierLayout.RestoreAsync(connection);
            await AskAsync(connection, earlier);
        }

        await using (var after = await LedgerHost.StartOnAsync(connection))
        {
            book = book.Through(LedgerHost.OperatorOf(after));
            Assert.Equal("product,serial,realm", await AskAsync(connection, """
                select string_agg(a.attname, ',' order by k.ordinality) from pg_constraint c
                cross join lateral unnest(c.conkey) with ordinality k (attnum, ordinality)
                join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.attnum
                where c.conrelid = 'inventory.unit'::regclass and c.contype = 'p'
                """));
            Assert.Equal(500L, await AskAsync(connection, "select count(*) from inventory.unit where realm = book and account = 'site:FAB1/inventory'"));
            var other = await TestBook.OpenAsync(client: LedgerHost.OperatorOf(after));
            await other.RegisterAsync("B-1", book.Serials("B-1", 500));
            await book.MustPostAsync("batches/ship", book.Shipment("B-1"));
            Assert.Equal("site:FAB1/inventory", (await other.GetAsync($"units/{book.Serials("B-1", 1)[0]}")).MustBe(200).Json.Text("account"));
            (await book.PostAsync("batches", new { batch = "B-2", product = TestBook.Gpu, site = TestBook.Factory, serials = book.Serials("B-1", 2) }))
                .MustRefuse(409, "already-registered");
            Assert.True((await book.GetAsync("checks")).MustBe(200).Json.GetProperty("holds").GetBoolean());
        }

        // The next start finds nothing to do, and writes no row again.
        var written = await AskAsync(connection, "select sum(xmin::text::bigint) from inventory.unit");
        await using (await LedgerHost.StartOnAsync(connection))
        {
            Assert.Equal(written, await AskAsync(connection, "select sum(xmin::text::bigint) from inventory.unit"));
        }

        await cluster.DropDatabaseAsync(name);
    }

    private static async Task<object?> AskAsync(string connection, string sql)
    {
        await using var owner = NpgsqlDataSource.Create(connection);
        await using var command = owner.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
