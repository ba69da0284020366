using Npgsql;

namespace Ledger.Inventory.Custody;

/// <summary>Tells other contexts where units are.</summary>
public sealed class Units(NpgsqlDataSource database) : IUnits
{
    public async Task<IReadOnlyList<UnitAt>> LocateAsync(string book, string product, IReadOnlyList<string> serials, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"select $2, serial, account, line from {CustodySchema.Locate}($1, $2, $3)");
        command.Parameters.AddWithValue(book);
        command.Parameters.AddWithValue(product);
        command.Parameters.AddWithValue(serials.ToArray());
        return await ReadAsync(command, ct);
    }

    public async Task<IReadOnlyList<UnitAt>> AtPlaceAsync(string book, string place, CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            $"select product, serial, account, line from {CustodySchema.Unit} where book = $1 and account = any($2) order by product, serial");
        command.Parameters.AddWithValue(book);
        command.Parameters.AddWithValue(Condition.All.Select(condition => $"{place}/{condition}").ToArray());
        return await ReadAsync(command, ct);
    }

    private static async Task<IReadOnlyList<UnitAt>> ReadAsync(NpgsqlCommand command, CancellationToken ct)
    {
        var units = new List<UnitAt>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            units.Add(new UnitAt(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.IsDBNull(3) ? null : reader.GetString(3)));
        }

        return units;
    }
}
