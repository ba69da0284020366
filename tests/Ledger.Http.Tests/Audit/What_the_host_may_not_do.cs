using Ledger.Store;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Ledger.Http.Tests.Audit;

/// <summary>
/// Goal: neither the host nor its sealer can rewrite what is recorded or sealed. Method: each statement that would is sent over their own connections.
/// </summary>
public class What_the_host_may_not_do
{
    private const string Rewrites =
        "update ledger.mt_events set data = '{}';delete from ledger.mt_events;truncate ledger.mt_events;truncate ledger.mt_events cascade;alter table "
        + "ledger.mt_events disable trigger all;"
        + "drop table ledger.mt_events;alter table ledger.mt_events add column x int;alter table ledger.mt_events owner to ledger_app;create trigger x "
        + "before insert on ledger.mt_events for each row execute function suppress_redundant_updates_trigger();"
        + "create rule x as on insert to ledger.mt_events do instead nothing;delete from ledger.mt_streams;truncate ledger.mt_streams cascade;create table "
        + "ledger.x (x int);select setval('ledger.mt_events_sequence', 1);drop schema ledger cascade;"
        + "update ledger_log.leaf set entry = '';delete from ledger_log.leaf;truncate ledger_log.leaf;update ledger_log.head set note = '';delete from "
        + "ledger_log.head;update ledger_log.node set hash = '';delete from ledger_log.node;"
        + "delete from ledger_log.cosignature;update ledger_log.cosignature set line = '';delete from ledger_log.alarm;drop table ledger_log.leaf;alter "
        + "table ledger_log.leaf disable trigger all;create table ledger_log.x (x int);"
        + "copy ledger.mt_events from program 'true';create role x;alter role ledger superuser";

    private const string Signs =
        "insert into ledger_log.leaf values ('x', 0, 1, gen_random_uuid(), '', '', false, now());insert into ledger_log.node values ('x', 1, 0, '');insert "
        + "into ledger_log.head values ('x', 1, '', '', 1, now(), 0);"
        + "insert into ledger_log.cosignature values ('x', 1, 'x', 'x', now());insert into ledger_log.alarm values ('x', now(), 'x')";

    private const string Records =
        "insert into ledger.mt_events (seq_id) values (1);insert into ledger.mt_streams (id) values ('x');select * from ledger.mt_streams;select "
        + "nextval('ledger.mt_events_sequence');select * from access.api_key;update inventory.unit set book = ''";

    [Theory]
    [InlineData(Rewrites)]
    [InlineData(Signs)]
    public async Task The_host_adds_to_the_history_and_rewrites_nothing(string statements) =>
        await EachIsRefusedAsync((await LedgerHost.AlbaAsync).Services.GetRequiredService<NpgsqlDataSource>(), statements);

    [Theory]
    [InlineData(Rewrites)]
    [InlineData(Records)]
    public async Task The_sealer_adds_to_the_log_and_rewrites_nothing(string statements) =>
        await EachIsRefusedAsync((await LedgerHost.AlbaAsync).Services.GetRequiredService<SealerSource>().Database, statements);

    [Fact]
    public async Task Both_work_as_their_roles()
    {
        var services = (await LedgerHost.AlbaAsync).Services;
        Assert.Equal("ledger_app", await ScalarAsync(services.GetRequiredService<NpgsqlDataSource>(), "select current_user::text"));
        Assert.Equal("ledger_sealer", await ScalarAsync(services.GetRequiredService<SealerSource>().Database, "select current_user::text"));
    }

    private static async Task EachIsRefusedAsync(NpgsqlDataSource host, string statements)
    {
        // In the host's own pool the next borrower would rely on statements that DISCARD ALL has dropped.
        await using var database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(host.ConnectionString)
        {
            Password = new NpgsqlConnectionStringBuilder(LedgerHost.ConnectionString).Password,
            MaxAutoPrepare = 0,
        });
        foreach (var statement in statements.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            foreach (var before in new[] { "", "reset role;", "reset all;", "discard all" })
            {
                await using var connection = await database.OpenConnectionAsync();
                if (before.Length > 0)
                {
                    await using var reset = new NpgsqlCommand(before, connection);
                    await reset.ExecuteNonQueryAsync();
                }

                await using var transaction = await connection.BeginTransactionAsync();
                await using var command = new NpgsqlCommand(statement, connection);
                var refused = await Record.ExceptionAsync(command.ExecuteNonQueryAsync) as PostgresException;
                Assert.True(refused?.SqlState == PostgresErrorCodes.InsufficientPrivilege, $"{before} {statement}: {refused?.SqlState} {refused?.MessageText}");
            }
        }
    }

    private static async Task<object?> ScalarAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
