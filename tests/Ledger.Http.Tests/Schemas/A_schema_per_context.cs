using Ledger.Store;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Ledger.Http.Tests.Schemas;

/// <summary>Goal: what a context has in the database is its own, and the database says so. Method: the catalogue, and statements in each role's name.</summary>
public sealed class A_schema_per_context(OwnHost own) : IClassFixture<OwnHost>
{
    private List<LedgerContext> Contexts => [.. own.Services.GetServices<LedgerContext>()];

    private string Schemas => string.Join(", ", Contexts.Select(context => $"'{context.Schema}'"));

    [Fact]
    public async Task Nothing_of_a_context_lies_among_the_tables_of_the_store()
    {
        Assert.Equal(
            "claim_document claim_number pass_number",
            await TextAsync("select string_agg(proname, ' ' order by proname) from pg_proc where pronamespace = 'ledger'::regnamespace and proname !~ '^mt_'"));
        Assert.Equal(
            "document_number effective_step effective_time "
            + "mt_doc_deadletterevent mt_doc_envelope mt_event_progression mt_event_projection_floors mt_events mt_high_water_skips mt_streams "
            + "number_in_use pulse shared_secret",
            await TextAsync("select string_agg(tablename, ' ' order by tablename) from pg_tables where schemaname = 'ledger'"));
    }

    [Fact]
    public async Task What_lies_in_a_context_s_schema_is_owned_by_its_role_alone()
    {
        Assert.Equal(7, Contexts.Count);
        foreach (var context in Contexts)
        {
            const string owners = """
                select string_agg(distinct owner::regrole::text, ' ') from (
                    select relowner as owner from pg_class where relnamespace = '{0}'::regnamespace
                    union all select proowner from pg_proc where pronamespace = '{0}'::regnamespace) own
                """;
            Assert.Equal(context.Role, await TextAsync(owners.Replace("{0}", context.Schema)));
        }
    }

    [Fact]
    public async Task Functions_of_a_context_run_in_the_name_of_its_role_with_a_fixed_path_and_nobody_else_may_call_them()
    {
        var own = $"""
            select string_agg(p.oid::regproc::text, ' ' order by p.oid::regproc::text) from pg_proc p join pg_namespace n on n.oid = p.pronamespace
            where n.nspname in ({Schemas})
            """;
        Assert.Equal("audit.expect_declarable", await TextAsync($"{own} and not p.prosecdef"));
        Assert.Equal(
            "agreements.erase_terms agreements.keep_terms inventory.locate_units inventory.move_units logistics.despatch_units "
            + "logistics.expect_change logistics.note_change logistics.note_room",
            await TextAsync($"{own} and p.prosecdef and 'search_path=pg_catalog, pg_temp' = any(p.proconfig)"));
        Assert.Equal("", await TextAsync($"{own} and p.prosecdef and 'search_path=pg_catalog, pg_temp' <> all(p.proconfig)"));
        Assert.Equal("", await TextAsync($"{own} and has_function_privilege('public', p.oid, 'execute')"));
        Assert.Equal("", await TextAsync($"{own} and has_function_privilege('ledger_sealer', p.oid, 'execute')"));
    }

    [Fact]
    public async Task A_context_s_role_reaches_nothing_that_is_another_s()
    {
        foreach (var context in Contexts)
        {
            Assert.Equal("", await TextAsync($"""
                select string_agg(c.oid::regclass::text, ' ') from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', '{context.Schema}') and c.relkind in ('r', 'p', 'v', 'S')
                    and (has_schema_privilege('{context.Role}', n.oid, 'usage')
                        or has_table_privilege('{context.Role}', c.oid, 'select, insert, update, delete, truncate'))
                """));
        }

        await MustRefuseAsync(
            "ledger_ordering", "select * from inventory.unit", "insert into inventory.unit default values", "select * from ledger.mt_events",
            "create table inventory.x (x int)");
    }

    [Fact]
    public async Task The_host_writes_what_functions_keep_through_the_functions_alone_and_changes_no_schema() => await MustRefuseAsync(
        "ledger_app",
        "insert into inventory.unit (product, serial, book, account, trail) values ('p', 's', 'b', 'a', '{}')",
        "update inventory.unit set account = 'site:X/accepted'", "truncate inventory.unit",
        "insert into logistics.despatched values ('b', 'o', 1, 1)", "update logistics.despatched set quantity = 0",
        "update agreements.confidential_term set ciphertext = null", "delete from agreements.confidential_term", "delete from agreements.confidential_key",
        "create table inventory.x (x int)", "create function access.x() returns int language sql as 'select 1'",
        "alter table ordering.mt_doc_ordersummary add column x int", "drop table inventory.journal", "alter table access.api_key owner to ledger_app",
        "drop function inventory.locate_units", "drop schema deployment cascade",
        "alter function logistics.despatch_units security invoker", "set session authorization ledger_inventory");

    [Fact]
    public async Task The_sealer_sees_nothing_of_any_context() => Assert.Equal("", await TextAsync(
        $"select string_agg(nspname, ' ') from pg_namespace where nspname in ({Schemas}) and has_schema_privilege('ledger_sealer', oid, 'usage')"));

    [Fact]
    public async Task An_export_reads_what_belongs_into_a_bundle_and_no_keys_or_terms()
    {
        await using var snapshot = await StoreSnapshot.OpenAsync(own.Services.GetRequiredService<NpgsqlDataSource>(), "any", CancellationToken.None);
        await using var role = snapshot.Command("select current_user::text");
        Assert.Equal("ledger_export", await role.ExecuteScalarAsync());
        await MustRefuseAsync(
            "ledger_export", "select * from access.api_key", "select * from access.mt_doc_app", "select * from agreements.confidential_term",
            "select * from agreements.confidential_key", "select * from logistics.despatched", "select * from deployment.mt_doc_rackmodel",
            "select * from audit.declaration", "delete from inventory.journal", "insert into ledger.mt_streams (id) values ('x')");
    }

    private async Task<string> TextAsync(string sql) => await own.ScalarAsync(sql) as string ?? "";

    private async Task MustRefuseAsync(string role, params string[] statements)
    {
        foreach (var statement in statements)
        {
            await using var connection = await own.Database.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            await using var assume = new NpgsqlCommand($"set local role {role}", connection);
            await assume.ExecuteNonQueryAsync();
            await using var command = new NpgsqlCommand(statement, connection);
            var refused = await Record.ExceptionAsync(command.ExecuteNonQueryAsync) as PostgresException;
            Assert.True(refused?.SqlState == PostgresErrorCodes.InsufficientPrivilege, $"{role}: {statement}: {refused?.SqlState} {refused?.MessageText}");
        }
    }
}
