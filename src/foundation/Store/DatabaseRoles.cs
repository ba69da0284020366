using Npgsql;

namespace Ledger.Store;

/// <summary>
/// What the parts of a running host may do to its database. Whoever owns the tables changes the schema at the start, and nothing else is done in that name: the host works as
/// one role, which adds to the history and cannot change it, and the sealer as another, which adds to the log and cannot change that.
/// </summary>
public static class DatabaseRoles
{
    public const string App = "ledger_app";
    public const string Sealer = "ledger_sealer";

    /// <summary>Who may create roles runs this once where the owner of the tables may not.</summary>
    public const string File = "ops/postgres/roles.sql";

    private const string LogSchema = "ledger_log";

    private const string Missing = "select count(*) from unnest(array['ledger_app', 'ledger_sealer']) wanted (name) where not exists (select from pg_roles where rolname = name and pg_has_role(rolname, 'member'))";

    /// <summary>Several hosts, on databases of one server, may do this at the same moment.</summary>
    private const string Create = """
        do $body$
        declare
            wanted text;
        begin
            foreach wanted in array array['ledger_app', 'ledger_sealer'] loop
                begin
                    if not exists (select from pg_roles where rolname = wanted) then
                        execute format('create role %I nologin', wanted);
                    end if;
                exception when duplicate_object or unique_violation then
                    null;
                end;
                if not pg_has_role(wanted, 'member') then
                    execute format('grant %I to %I', wanted, session_user);
                end if;
            end loop;
        end $body$
        """;

    // The event table is added to and read. A stream's row is counted up with each event, and nothing of it is ever removed.
    private const string Grants = $"""
        grant usage on schema {LedgerStore.Schema}, {LedgerStore.MessageSchema}, {LogSchema} to {App};
        grant select, insert, update, delete, truncate on all tables in schema {LedgerStore.Schema}, {LedgerStore.MessageSchema} to {App};
        grant usage, select on all sequences in schema {LedgerStore.Schema}, {LedgerStore.MessageSchema} to {App};
        revoke update, delete, truncate, references, trigger on {LedgerStore.Schema}.mt_events from {App};
        revoke delete, truncate, references, trigger on {LedgerStore.Schema}.mt_streams from {App};
        grant select on all tables in schema {LogSchema} to {App};
        grant usage on schema {LedgerStore.Schema}, {LogSchema} to {Sealer};
        grant select on {LedgerStore.Schema}.mt_events to {Sealer};
        grant select, insert on all tables in schema {LogSchema} to {Sealer};
        """;

    /// <summary>The same login, confined to a role from the connection's first moment: RESET ROLE leads back into the role and not out of it.</summary>
    public static NpgsqlConnectionStringBuilder As(string connectionString, string role)
    {
        var connection = new NpgsqlConnectionStringBuilder(connectionString);
        connection.Options = $"{connection.Options} -c role={role}".TrimStart();
        return connection;
    }

    /// <exception cref="InvalidOperationException">The roles are missing, and the owner may not create them.</exception>
    internal static async Task EnsureAsync(NpgsqlConnection owner, CancellationToken ct)
    {
        if (await ScalarAsync(owner, Missing, ct) == 0)
        {
            return;
        }

        try
        {
            await ExecuteAsync(owner, Create, ct);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new InvalidOperationException(
                $"The database roles {App} and {Sealer} are missing, or {owner.UserName} is not a member of them, and it may not change that. Let an administrator run {File} once: psql -v owner={owner.UserName} -f {File}", e);
        }
    }

    internal static Task GrantAsync(NpgsqlConnection owner, CancellationToken ct) => ExecuteAsync(owner, Grants, ct);

    private static async Task<long> ScalarAsync(NpgsqlConnection owner, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, owner);
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    private static async Task ExecuteAsync(NpgsqlConnection owner, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, owner);
        await command.ExecuteNonQueryAsync(ct);
    }
}
