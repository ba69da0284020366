using Ledger.Inventory.Custody;
using Microsoft.AspNetCore.Http;
using Npgsql;
using Wolverine.Http;

namespace Ledger.Inventory.Traces;

/// <summary>The units of a book, by product, or by the account that they are in.</summary>
public static class UnitListReads
{
    private const string List = $"""
        select product, serial, account, line from {CustodySchema.Unit}
        where book = $1 and ($2::text is null or product = $2) and ($3::text is null or account = $3) and (product, serial) > ($4, $5)
        order by product, serial limit $6
        """;

    /// <summary>Lists the book's units, by product or by account.</summary>
    [WolverineGet("/books/{book}/units", OperationId = "ListUnits")]
    [Allows(RoleSets.Readers)]
    [Answers<Page<UnitAt>>(From = ReadFrom.Committed)]
    [Query<string>("product", "Only this product.")]
    [Query<string>("account", "Only this account, place/condition.")]
    public static async Task<IResult> Units(string book, HttpRequest request, NpgsqlDataSource database, CancellationToken ct)
    {
        var (page, problem) = PageRequest.Read(request);
        if (problem is not null)
        {
            return problem;
        }

        var after = page.After.Split(' ', 2);
        await using var command = database.CreateCommand(List);
        command.Parameters.AddWithValue(book);
        command.Parameters.AddWithValue(Filter(request, "product"));
        command.Parameters.AddWithValue(Filter(request, "account"));
        command.Parameters.AddWithValue(after[0]);
        command.Parameters.AddWithValue(after.Length > 1 ? after[1] : "");
        command.Parameters.AddWithValue(page.Limit + 1);
        var units = new List<UnitAt>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            units.Add(new(rows.GetString(0), rows.GetString(1), rows.GetString(2), rows.IsDBNull(3) ? null : rows.GetString(3)));
        }

        // Neither products nor serials hold a space.
        return Views.Json(page.PageOf(units, unit => $"{unit.Product} {unit.Serial}"));
    }

    private static object Filter(HttpRequest request, string name) => request.Query[name] is [{ Length: > 0 } value] ? value : DBNull.Value;
}
