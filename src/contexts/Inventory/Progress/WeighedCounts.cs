using System.Numerics;
using Ledger.Inventory.Journal;
using Npgsql;

namespace Ledger.Inventory.Progress;

/// <summary>Follows a weighed count of units through the journal, over effective time.</summary>
internal sealed class WeighedCounts(NpgsqlDataSource database)
{
    private const string Revised = $"""
        select exists (
            select 1 from {JournalSchema.Journal} j join unnest($2::text[], $3::text[]) w (line, product) on w.line = j.line and w.product = j.product
            where j.book = $1 and j.position > $5 and split_part(j.to_account, '/', 2) = any($4) <> (split_part(j.from_account, '/', 2) = any($4))
                and (j.effective <= $6 or split_part(j.from_account, '/', 2) = any($4)))
        """;

    private static readonly string Sql = EmbeddedSql.Read(typeof(WeighedCounts).Assembly, "weighed-count.sql");

    public async Task<WeighedCount> CountAsync(string book, WeighedUnits units, DateTimeOffset? before, CancellationToken ct)
    {
        // Read before the sums: they may include more than this by the time they are read, never less.
        var reached = await database.ReachedAsync(JournalProjection.Name, ct);
        await using var command = database.CreateCommand(Sql);
        command.Parameters.AddWithValue(book);
        command.Parameters.AddWithValue(units.Weights.Select(w => w.Line).ToArray());
        command.Parameters.AddWithValue(units.Weights.Select(w => w.Product).ToArray());
        command.Parameters.AddWithValue(units.Weights.Select(w => w.Weight).ToArray());
        command.Parameters.AddWithValue(units.Conditions.ToArray());
        command.Parameters.AddWithValue(units.Quantity);
        command.Parameters.AddWithValue((object?)before?.ToUniversalTime() ?? DBNull.Value);
        await using var row = await command.ExecuteReaderAsync(ct);
        await row.ReadAsync(ct);
        return new(reached, row.GetFieldValue<BigInteger>(0), Step(row, 1), Step(row, 4), row.IsDBNull(7) ? null : row.GetFieldValue<DateTimeOffset>(7));
    }

    public async Task<bool> IsRevisedAsync(string book, WeighedUnits units, long position, DateTimeOffset rose, CancellationToken ct)
    {
        await using var command = database.CreateCommand(Revised);
        command.Parameters.AddWithValue(book);
        command.Parameters.AddWithValue(units.Weights.Select(w => w.Line).ToArray());
        command.Parameters.AddWithValue(units.Weights.Select(w => w.Product).ToArray());
        command.Parameters.AddWithValue(units.Conditions.ToArray());
        command.Parameters.AddWithValue(position);
        command.Parameters.AddWithValue(rose.ToUniversalTime());
        return await command.ExecuteScalarAsync(ct) is true;
    }

    private static CountStep? Step(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null
        : new(row.GetInt64(column), row.GetFieldValue<DateTimeOffset>(column + 1), row.GetFieldValue<DateTimeOffset>(column + 2));
}
