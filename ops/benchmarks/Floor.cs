using Npgsql;

namespace Ledger.Bench;

/// <summary>
/// The floor: the same set-based SQL that custody runs, called directly on the same server, as many connections at once, one transaction a command.
/// </summary>
internal sealed class Floor(NpgsqlDataSource database, Workload workload)
{
    public async Task MoveAsync(int from, int to)
    {
        await StepAsync(from, to, null, _ => "origin", _ => "site:FAB/inventory");
        await StepAsync(from, to, "SA-1/1", _ => "site:FAB/inventory", b => $"transit:B-{b}/inTransit");
        await StepAsync(from, to, "SA-1/1", b => $"transit:B-{b}/inTransit", b => $"site:{Workload.SiteOf(b)}/received");
        await StepAsync(from, to, "SA-1/1", b => $"site:{Workload.SiteOf(b)}/received", b => $"site:{Workload.SiteOf(b)}/accepted");
    }

    private Task StepAsync(int from, int to, string? line, Func<int, string> source, Func<int, string> target) => workload.EachAsync(from, to, async batch =>
    {
        await using var command = database.CreateCommand("select inventory.move_units($1, $2, $3, $4, $5, $6, $7)");
        command.Parameters.AddWithValue("floor");
        command.Parameters.AddWithValue(Guid.CreateVersion7());
        command.Parameters.AddWithValue(Workload.Product);
        command.Parameters.AddWithValue((object?)line ?? DBNull.Value);
        command.Parameters.AddWithValue(source(batch));
        command.Parameters.AddWithValue(target(batch));
        command.Parameters.AddWithValue(workload.Serials(batch));
        await command.ExecuteNonQueryAsync();
    });
}
