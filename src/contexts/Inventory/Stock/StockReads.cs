using Ledger.Inventory.Journal;
using Microsoft.AspNetCore.Http;
using Npgsql;
using Wolverine.Http;

namespace Ledger.Inventory.Stock;

/// <param name="Position">Position up to which movements are included.</param>
public sealed record StockView(long Position, DateTimeOffset? AsOf, IReadOnlyList<StockRow> Rows);

/// <param name="Place"><c>site:PDX1</c>, <c>transit:B-17</c> or <c>rack:R12</c>.</param>
/// <param name="Site">The site's code, where the place is one.</param>
public sealed record StockRow(string Product, string Place, string? Site, string Condition, long QuantityUnits);

/// <summary>How many units of what are where, in which condition: now from the kept balances, as of a moment as a sum over the journal.</summary>
public static class StockReads
{
    private const string Now = $"""
        select product, account, quantity from {JournalSchema.Balance}
        where book = $1 and account <> 'origin' and quantity <> 0 and ($2::text is null or product = $2) and ($3::text[] is null or account = any($3))
            and ($4::text is null or account like $4)
        order by product collate "C", account collate "C"
        """;

    private const string Past = $"""
        select product, account, sum(quantity)::bigint as quantity
        from (
            select book, position, effective, product, to_account as account, quantity from {JournalSchema.Journal}
            union all
            select book, position, effective, product, from_account, -quantity from {JournalSchema.Journal}) leg
        where book = $1 and account <> 'origin' and ($2::text is null or product = $2) and ($3::text[] is null or account = any($3))
            and ($4::text is null or account like $4)
            and position <= $5 and effective <= $6
        group by product, account having sum(quantity) <> 0 order by product collate "C", account collate "C"
        """;

    /// <summary>Returns stock: the number of units by product, place and condition, now or as of a moment.</summary>
    [WolverineGet("/books/{book}/stock", OperationId = "ReadStock")]
    [Allows(RoleSets.Readers)]
    [Answers<StockView>(TakesMoment = true)]
    [Query<string>("product", "Only this product.")]
    [Query<string>("site", "Only this site.")]
    [Query<string>("condition", "Only this condition.")]
    public static async Task<IResult> Stock(string book, HttpContext context, NpgsqlDataSource database, CancellationToken ct)
    {
        var request = context.Request;
        var (moment, problem) = await Moments.ReadAsync(context, ct);
        if (problem is not null)
        {
            return problem;
        }

        // Read before the balances: they may include more than this by the time they are read, never less.
        var reached = await database.ReachedAsync(JournalProjection.Name, ct);
        if (moment.AtPosition > reached)
        {
            return Problem.Of(Problems.PositionNotReached, $"The journal has only reached position {reached}.");
        }

        await using var command = database.CreateCommand(moment.IsNow ? Now : Past);
        command.Parameters.AddWithValue(book);
        command.Parameters.AddWithValue(Filter(request, "product", value => value));
        command.Parameters.AddWithValue(Filter(request, "site", AccountsAt));
        command.Parameters.AddWithValue(Filter(request, "condition", condition => $"%/{Like(condition)}"));
        if (!moment.IsNow)
        {
            command.Parameters.AddWithValue(moment.AtPosition ?? reached);
            command.Parameters.AddWithValue(moment.AsOf ?? DateTimeOffset.MaxValue.ToUniversalTime());
        }

        var rows = new List<StockRow>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var place = Account.PlaceOf(reader.GetString(1));
            rows.Add(
                new(reader.GetString(0), place, place.StartsWith("site:", StringComparison.Ordinal) ? place[5..] : null,
                Account.ConditionOf(reader.GetString(1)), reader.GetInt64(2)));
        }

        return Views.Json(new StockView(moment.AtPosition ?? reached, moment.AsOf, rows));
    }

    private static object Filter(HttpRequest request, string name, Func<string, object> pattern) =>
        request.Query[name] is [{ Length: > 0 } value] ? pattern(value) : DBNull.Value;

    private static string[] AccountsAt(string site) => [.. Condition.All.Select(condition => Account.AtSite(site, condition))];

    private static string Like(string value) => value.Replace("\\", "\\\\").Replace("%", "\\%").Replace("_", "\\_");
}
