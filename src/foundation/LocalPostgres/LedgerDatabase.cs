using Npgsql;

namespace Ledger.LocalPostgres;

/// <summary>
/// The role and the databases of the ledger. The role owns its databases and may create others, and is no superuser:
/// an injected statement then cannot read files or run programs.
/// </summary>
internal sealed class LedgerDatabase(int port, string password)
{
    public const string Name = "ledger";

    /// <summary>
    /// Roles that the host confines itself to, and those that own what a context has in the database. Seeing when other sessions began is how the host
    /// knows that no event can appear any more below a position.
    /// </summary>
    private const string Roles = $"""
        foreach wanted in array array['ledger_app', 'ledger_sealer', 'ledger_export',
            'ledger_access', 'ledger_agreements', 'ledger_audit', 'ledger_deployment', 'ledger_inventory', 'ledger_logistics', 'ledger_ordering']
        loop
            if not exists (select from pg_roles where rolname = wanted) then
                execute format('create role %I nologin', wanted);
            end if;
            if not pg_has_role('{Name}', wanted, 'usage') then
                execute format('grant %I to {Name}', wanted);
            end if;
        end loop;
        if not pg_has_role('ledger_app', 'pg_read_all_stats', 'member') or not pg_has_role('ledger_app', 'ledger_export', 'member') then
            grant pg_read_all_stats, ledger_export to ledger_app;
        end if;
        """;

    public int Port => port;

    public string ConnectionString(string database) => Build(Name, database, pooling: true);

    /// <summary>Does what is missing, so that a first start that was cut short is finished by the next.</summary>
    public async Task EnsureAsync(CancellationToken ct)
    {
        await using (var admin = await OpenAsync("postgres", ct))
        {
            await RunAsync(admin, $$"""
                do $body$
                declare
                    wanted text;
                begin
                    if not exists (select from pg_roles where rolname = '{{Name}}') then
                        create role {{Name}} login createdb password '{{password}}';
                    end if;
                    {{Roles}}
                end $body$
                """, ct);
        }

        await CreateAsync(Name, template: null, ct);
    }

    public async Task CreateAsync(string database, string? template, CancellationToken ct)
    {
        // In the name of the administrator for the first, for a role can only connect to a database that exists.
        await using var connection = await OpenAsync("postgres", ct);
        await using var exists =
            new NpgsqlCommand("select true from pg_database where datname = $1", connection) { Parameters = { new() { Value = database } } };
        if (await exists.ExecuteScalarAsync(ct) is null)
        {
            await RunAsync(connection, $"create database {Quoted(database)} owner {Name} template {Quoted(template ?? "template1")}", ct);
        }
    }

    public async Task DropAsync(string database, CancellationToken ct)
    {
        await using var connection = await OpenAsync("postgres", ct);
        await RunAsync(connection, $"drop database if exists {Quoted(database)} with (force)", ct);
    }

    private async Task<NpgsqlConnection> OpenAsync(string user, CancellationToken ct)
    {
        var connection = new NpgsqlConnection(Build(user, "postgres", pooling: false));
        try
        {
            await connection.OpenAsync(ct);
            return connection;
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.InvalidPassword)
        {
            await connection.DisposeAsync();
            throw new LocalClusterException(
                "PostgreSQL rejects the password stored beside its data: the file has been changed. Restore it from a backup, or delete all data with: "
                + "./ops/reset", refused);
        }
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private string Build(string user, string database, bool pooling) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = port,
        Database = database,
        Username = user,
        Password = password,
        Pooling = pooling,
        MaxPoolSize = 60,
        CommandTimeout = 60,
        IncludeErrorDetail = true,
        // Nothing leaves the machine, and asking for encryption that this server does not have would cost a round trip a connection.
        SslMode = SslMode.Disable,
        GssEncryptionMode = GssEncryptionMode.Disable
    }.ConnectionString;
}
