using Npgsql;
using Weasel.Core;
using Weasel.Postgresql.Tables;

namespace Ledger.Store;

/// <summary>
/// A schema of its own for each context. Earlier builds had the tables of all contexts among the store's: those are moved, rows, indexes and all, without being
/// copied.
/// </summary>
internal static class ContextSchemas
{
    private const string Old = LedgerStore.Schema;

    // Making one "if not exists" would ask for the right to make schemas, which nobody needs any more once they are there.
    private const string MissingSchemas = "select name from unnest($1) name where to_regnamespace(name) is null";

    private const string OldTables = $"""
        select w.schema, w.name, to_regclass(format('%I.%I', w.schema, w.name)) is not null
        from unnest($1, $2) w (schema, name) where to_regclass(format('{Old}.%I', w.name)) is not null
        """;

    private const string OldFunctions = $"""
        select p.oid::regprocedure::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = '{Old}' and p.proname = any($1)
        """;

    // Only what is not yet its context's, for each change of owner would wait for whoever uses the table.
    private const string NotYetOwned = """
        select format('alter table %s owner to %I', c.oid::regclass, w.role)
        from unnest($1, $2) w (schema, role) join pg_namespace n on n.nspname = w.schema join pg_class c on c.relnamespace = n.oid
        where c.relkind in ('r', 'p') and c.relowner <> w.role::regrole
        union all
        select format('alter function %s owner to %I', p.oid::regprocedure, w.role)
        from unnest($1, $2) w (schema, role) join pg_namespace n on n.nspname = w.schema join pg_proc p on p.pronamespace = n.oid
        where p.proowner <> w.role::regrole
        """;

    /// <summary>
    /// Moves what an earlier build has left among the store's tables. All of it moves in one transaction or nothing does, and what has moved is not looked
    /// for again. Functions hold no data: they are dropped, and created anew by the schema's update.
    /// </summary>
    /// <exception cref="InvalidOperationException">A table that has moved is there again, with rows: an earlier build has worked after the move.</exception>
    public static async Task MoveAsync(
        NpgsqlConnection owner, IReadOnlyList<LedgerContext> contexts, IReadOnlyList<ISchemaObject> expected, CancellationToken ct)
    {
        var own = expected.Where(it => contexts.Any(context => context.Schema == it.Identifier.Schema)).ToLookup(it => it is Table, it => it.Identifier);
        await using var transaction = await owner.BeginTransactionAsync(ct);
        foreach (var schema in await RowsAsync(owner, MissingSchemas, row => row.GetString(0), ct, contexts.Select(context => context.Schema).ToArray()))
        {
            await ExecuteAsync(owner, $"create schema {schema}", ct);
        }

        // Who owns a table must be allowed to make one where it lies.
        await ExecuteAsync(owner, string.Concat(contexts.Select(context => $"grant usage, create on schema {context.Schema} to {context.Role};")), ct);

        var tables = await RowsAsync(owner, OldTables, row => (Schema: row.GetString(0), Name: row.GetString(1), IsThere: row.GetBoolean(2)), ct,
            own[true].Select(table => table.Schema).ToArray(), own[true].Select(table => table.Name).ToArray());
        foreach (var (schema, name, isThere) in tables)
        {
            await ExecuteAsync(owner, isThere ? await LeftoverAsync(owner, schema, name, ct) : $"alter table {Old}.{name} set schema {schema}", ct);
        }

        foreach (var function in await RowsAsync(owner, OldFunctions, row => row.GetString(0), ct, own[false].Select(function => function.Name).ToArray()))
        {
            await ExecuteAsync(owner, $"drop function {function}", ct);
        }

        await transaction.CommitAsync(ct);
    }

    /// <summary>Gives each context's role what lies in its schema.</summary>
    public static async Task HandOverAsync(NpgsqlConnection owner, IReadOnlyList<LedgerContext> contexts, CancellationToken ct)
    {
        var statements = await RowsAsync(owner, NotYetOwned, row => row.GetString(0), ct,
            contexts.Select(context => context.Schema).ToArray(), contexts.Select(context => context.Role).ToArray());
        foreach (var statement in statements)
        {
            await ExecuteAsync(owner, statement, ct);
        }
    }

    /// <summary>An earlier build that is started on a moved ledger creates its tables anew. They may go as long as nothing is in them.</summary>
    private static async Task<string> LeftoverAsync(NpgsqlConnection owner, string schema, string name, CancellationToken ct) =>
        (await RowsAsync(owner, $"select exists (select from {Old}.{name})", row => row.GetBoolean(0), ct))[0]
            ? throw new InvalidOperationException(
                $"{Old}.{name} holds rows, but the table has moved to {schema}.{name}: an earlier build has worked on this database since. "
                + "Stop every host of that build, and restore a backup from before it.")
            : $"drop table {Old}.{name}";

    private static async Task<List<T>> RowsAsync<T>(
        NpgsqlConnection owner, string sql, Func<NpgsqlDataReader, T> read, CancellationToken ct, params string[][] parameters)
    {
        await using var command = new NpgsqlCommand(sql, owner);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new() { Value = parameter });
        }

        var rows = new List<T>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            rows.Add(read(row));
        }

        return rows;
    }

    private static async Task ExecuteAsync(NpgsqlConnection owner, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, owner);
        await command.ExecuteNonQueryAsync(ct);
    }
}
