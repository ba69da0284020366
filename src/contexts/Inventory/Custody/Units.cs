using System.Data.Common;

namespace Ledger.Inventory.Custody;

/// <summary>Tells other contexts where units are.</summary>
public sealed class Units : IUnits
{
    private const string Located = $"select ?, serial, account, line from {CustodySchema.Locate}(?, ?, ?)";
    private const string AtPlace =
        $"select product, serial, account, line from {CustodySchema.Unit} where book = ? and account = any(?) order by product, serial";

    private const string Holders = $"""
        select distinct split_part(e.user_name, '/', 1) from {CustodySchema.Unit} u left join {LedgerStore.Schema}.mt_events e
            on e.id = u.trail[cardinality(u.trail)] and e.tenant_id = u.book
        where u.product || '' = ? and u.serial = any(?) and u.realm = ?
        """;

    public Task<IReadOnlyList<UnitAt>> LocateAsync(IQuestions questions, string product, IReadOnlyList<string> serials) =>
        questions.Rows(Located, Read, product, questions.Book, product, serials.ToArray());

    public Task<IReadOnlyList<UnitAt>> AtPlaceAsync(IQuestions questions, string place) =>
        questions.Rows(AtPlace, Read, questions.Book, Condition.All.Select(condition => $"{place}/{condition}").ToArray());

    public Task<IReadOnlyList<string?>> HoldersAsync(IQuestions questions, string product, IReadOnlyList<string> serials) =>
        questions.Rows(Holders, row => row.IsDBNull(0) ? null : row.GetString(0), product, serials.ToArray(), questions.Book);

    private static UnitAt Read(DbDataReader row) => new(row.GetString(0), row.GetString(1), row.GetString(2), row.IsDBNull(3) ? null : row.GetString(3));
}
