using Ledger.Store.Hosts;
using Npgsql;

namespace Ledger.Store;

/// <summary>
/// What the parts of a running host may do to its database. Whoever it logs in as changes the schema at the start, and nothing else is done in that name:
/// the host works as one role, which adds to the history and cannot change it, and the sealer as another, which adds to the log and cannot change that. A
/// bundle is read as a third, which sees what belongs into bundles. What a context has in the database is owned by a role of that context's, in whose name
/// its functions run.
/// </summary>
public static class DatabaseRoles
{
    public const string App = "ledger_app";
    public const string Sealer = "ledger_sealer";
    public const string Export = "ledger_export";

    /// <summary>Who may create roles runs this once where the owner of the tables may not.</summary>
    public const string File = "ops/postgres/roles.sql";

    private const string LogSchema = "ledger_log";

    // A member that does not have the role's rights, as who creates a role has not at first in PostgreSQL 16, could not own tables in its name.
    private const string Missing = """
        select count(*) from unnest($1) wanted (name)
        where not exists (select from pg_roles where rolname = name and pg_has_role(rolname, 'usage'))
        """;

    // The event table is added to and read. A stream's row is counted up with each event, and nothing of it is ever removed.
    private const string OfTheStore = $"""
        grant usage on schema {LedgerStore.Schema}, {LedgerStore.MessageSchema}, {LogSchema} to {App};
        grant select, insert, update, delete, truncate on all tables in schema {LedgerStore.Schema}, {LedgerStore.MessageSchema} to {App};
        grant usage, select on all sequences in schema {LedgerStore.Schema}, {LedgerStore.MessageSchema} to {App};
        revoke update, delete, truncate, references, trigger on {LedgerStore.Schema}.mt_events from {App};
        revoke delete, truncate, references, trigger on {LedgerStore.Schema}.mt_streams from {App};
        revoke update, delete, truncate, references, trigger on {SharedSecrets.TableName} from {App};
        grant select on all tables in schema {LogSchema} to {App};
        grant usage on schema {LedgerStore.Schema}, {LogSchema} to {Sealer};
        grant select on {LedgerStore.Schema}.mt_events to {Sealer};
        grant select, insert on all tables in schema {LogSchema} to {Sealer};
        grant usage on schema {LedgerStore.Schema}, {LedgerStore.MessageSchema}, {LogSchema} to {Export};
        grant select on {LedgerStore.Schema}.mt_events, {LedgerStore.Schema}.mt_streams, {LedgerStore.Schema}.mt_event_progression,
            {LedgerStore.Schema}.mt_doc_deadletterevent, {LedgerStore.MessageSchema}.wolverine_dead_letters to {Export};
        grant select on all tables in schema {LogSchema} to {Export};

        """;

    /// <summary>The same login, confined to a role from the connection's first moment: RESET ROLE leads back into the role and not out of it.</summary>
    public static NpgsqlConnectionStringBuilder As(string connectionString, string role)
    {
        var connection = new NpgsqlConnectionStringBuilder(connectionString);
        connection.Options = $"{connection.Options} -c role={role}".TrimStart();
        return connection;
    }

    /// <exception cref="StartRefusedException">Roles are missing, and the owner may not create them.</exception>
    internal static async Task EnsureAsync(NpgsqlConnection owner, IReadOnlyList<LedgerContext> contexts, CancellationToken ct)
    {
        string[] roles = [App, Sealer, Export, .. contexts.Select(context => context.Role)];
        await using var missing = new NpgsqlCommand(Missing, owner) { Parameters = { new() { Value = roles } } };
        if (await missing.ExecuteScalarAsync(ct) is 0L)
        {
            return;
        }

        try
        {
            await ExecuteAsync(owner, Create(roles), ct);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new StartRefusedException(
                $"Of the database roles {string.Join(", ", roles)}, some are missing, or {owner.UserName} is not a member of them, and it may not change that. "
                + $"Let an administrator run {File} once: psql -v owner={owner.UserName} -f {File}");
        }
    }

    /// <summary>All in one transaction, so that a host at work never lacks what it needs.</summary>
    internal static Task GrantAsync(NpgsqlConnection owner, IReadOnlyList<LedgerContext> contexts, CancellationToken ct) =>
        ExecuteAsync(owner, $"{OfTheStore}{string.Concat(contexts.Select(Of))}", ct);

    /// <summary>Several hosts, on databases of one server, may do this at the same moment.</summary>
    private static string Create(string[] roles) => $"""
        do $body$
        declare
            wanted text;
        begin
            foreach wanted in array array['{string.Join("', '", roles)}'] loop
                begin
                    if not exists (select from pg_roles where rolname = wanted) then
                        execute format('create role %I nologin', wanted);
                    end if;
                exception when duplicate_object or unique_violation then
                    null;
                end;
                if not pg_has_role(wanted, 'usage') then
                    execute format('grant %I to %I', wanted, session_user);
                end if;
            end loop;
            if not pg_has_role('{App}', '{Export}', 'member') then
                grant {Export} to {App};
            end if;
        end $body$
        """;

    private static string Of(LedgerContext context) => $"""
        grant usage on schema {context.Schema} to {App};
        grant select, insert, update, delete, truncate on all tables in schema {context.Schema} to {App};
        {string.Concat(context.Rights.Host.Select(table => $"revoke all on {table.Key} from {App}; grant {table.Value} on {table.Key} to {App};"))}
        revoke all on all functions in schema {context.Schema} from public;
        grant execute on all functions in schema {context.Schema} to {App};
        {string.Concat(context.Rights.Export.Select(table => $"grant usage on schema {context.Schema} to {Export}; grant select on {table} to {Export};"))}

        """;

    private static async Task ExecuteAsync(NpgsqlConnection owner, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, owner);
        await command.ExecuteNonQueryAsync(ct);
    }
}
