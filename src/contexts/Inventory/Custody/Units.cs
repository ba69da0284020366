using System.Data.Common;

namespace Ledger.Inventory.Custody;

/// <summary>Tells other contexts where units are.</summary>
public sealed class Units : IUnits
{
    private const string Located = $"select ?, serial, account, line from {CustodySchema.Locate}(?, ?, ?)";
    private const string AtPlace =
        $"select product, serial, account, line from {CustodySchema.Unit} where book = ? and account = any(?) order by product, serial";

    public Task<IReadOnlyList<UnitAt>> LocateAsync(IQuestions questions, string product, IReadOnlyList<string> serials) =>
        questions.Rows(Located, Read, product, questions.Book, product, serials.ToArray());

    public Task<IReadOnlyList<UnitAt>> AtPlaceAsync(IQuestions questions, string place) =>
        questions.Rows(AtPlace, Read, questions.Book, Condition.All.Select(condition => $"{place}/{condition}").ToArray());

    private static UnitAt Read(DbDataReader row) => new(row.GetString(0), row.GetString(1), row.GetString(2), row.IsDBNull(3) ? null : row.GetString(3));
}
