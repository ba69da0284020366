using System.Globalization;
using Npgsql;
using static Ledger.Bench.Figures;

namespace Ledger.Bench;

/// <summary>Rebuilds every view from the events, and compares each table's rows before and after.</summary>
internal static class Rebuild
{
    public static async Task RunAsync(string connectionString)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        var before = await DigestsAsync(database);
        var took = await HostProcess.RunVerbAsync(connectionString, "projections", "rebuild");
        var after = await DigestsAsync(database);
        Row("rebuild of all views", $"{Figure(took.TotalSeconds, "N1")} s");
        foreach (var (table, digest) in before)
        {
            Row($"  {table}", $"{(after[table] == digest ? "identical" : "DIFFERENT")} ({digest})");
        }
    }

    private static async Task<SortedDictionary<string, string>> DigestsAsync(NpgsqlDataSource database)
    {
        var digests = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var table in await TablesAsync(database))
        {
            // Documents are compared by what they say, not by when the row was last written.
            var row = table.Contains(".mt_doc_", StringComparison.Ordinal) ? "tenant_id || id || data::text" : "t::text";
            await using var command = database.CreateCommand(
                $"select count(*), md5(coalesce(string_agg(md5({row}), '' order by md5({row})), '')) from {table} t");
            command.CommandTimeout = 600;
            await using var reader = await command.ExecuteReaderAsync();
            await reader.ReadAsync();
            digests[table] = $"{reader.GetInt64(0).ToString("N0", CultureInfo.InvariantCulture)} rows, {reader.GetString(1)}";
        }

        return digests;
    }

    private static async Task<List<string>> TablesAsync(NpgsqlDataSource database)
    {
        var tables = new List<string>();
        await using var command = database.CreateCommand("""
            select table_schema || '.' || table_name from information_schema.tables where table_schema <> 'ledger'
                and (table_name like 'mt_doc_%' or table_name in ('unit', 'journal', 'balance', 'despatched'))
            """);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            tables.Add(reader.GetString(0));
        }

        return tables;
    }
}
