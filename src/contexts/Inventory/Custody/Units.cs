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

    private const string InAccount = $"""
        select product, serial, account, line from {CustodySchema.Unit}
        where book = ? and account = ? and product || '' = ? and serial || '' = any(?) order by serial
        """;

    private const string Makers = $"""
        select distinct split_part(e.user_name, '/', 1) from {CustodySchema.Unit} u left join {LedgerStore.Schema}.mt_events e
            on e.id = u.trail[1] and e.tenant_id = u.book
        where u.product || '' = ? and u.serial = any(?) and u.realm = ?
        """;

    /// <summary>Units that went the same way share their trail, so it is looked through once for all of them.</summary>
    private const string LastMoved = $"""
        select moved.stream_id, array_agg(serial order by serial)
        from (
            select u.trail, array_agg(u.serial::text) as serials from {CustodySchema.Unit} u
            where u.product || '' = ? and u.serial = any(?) and u.realm = ?
            group by u.trail) way
        cross join lateral unnest(way.serials) serial
        join lateral (
            select e.stream_id from unnest(way.trail) with ordinality passed (id, step) join {LedgerStore.Schema}.mt_events e
                on e.id = passed.id and e.tenant_id = ?
            where e.type = ? order by passed.step desc limit 1) moved on true
        group by moved.stream_id order by moved.stream_id
        """;

    private const string MovedLast = $"""
        select e.stream_id, array_agg(u.serial::text order by u.serial) from {CustodySchema.Unit} u join {LedgerStore.Schema}.mt_events e
            on e.id = u.trail[cardinality(u.trail)] and e.tenant_id = u.book
        where u.product || '' = ? and u.serial = any(?) and u.realm = ?
        group by e.stream_id order by e.stream_id
        """;

    public Task<IReadOnlyList<UnitAt>> LocateAsync(IQuestions questions, string product, IReadOnlyList<string> serials) =>
        questions.Rows(Located, Read, product, questions.Book, product, serials.ToArray());

    public Task<IReadOnlyList<UnitAt>> AtPlaceAsync(IQuestions questions, string place) =>
        questions.Rows(AtPlace, Read, questions.Book, Condition.All.Select(condition => $"{place}/{condition}").ToArray());

    public Task<IReadOnlyList<UnitAt>> InAccountAsync(IQuestions questions, string account, string product, IReadOnlyList<string> serials) =>
        questions.Rows(InAccount, Read, questions.Book, account, product, serials.ToArray());

    public Task<IReadOnlyList<string?>> MakersAsync(IQuestions questions, string product, IReadOnlyList<string> serials) =>
        questions.Rows(Makers, row => row.IsDBNull(0) ? null : row.GetString(0), product, serials.ToArray(), questions.Book);

    public Task<IReadOnlyList<UnitsOfStream>> LastMovedAsync(IQuestions questions, string product, IReadOnlyList<string> serials, string contract) =>
        questions.Rows(
            LastMoved, row => new UnitsOfStream(row.GetString(0), row.GetFieldValue<string[]>(1)), product, serials.ToArray(), questions.Book, questions.Book,
            contract);

    public Task<IReadOnlyList<UnitsOfStream>> MovedLastAsync(IQuestions questions, string product, IReadOnlyList<string> serials) =>
        questions.Rows(
            MovedLast, row => new UnitsOfStream(row.GetString(0), row.GetFieldValue<string[]>(1)), product, serials.ToArray(), questions.Book);

    public Task<IReadOnlyList<string?>> HoldersAsync(IQuestions questions, string product, IReadOnlyList<string> serials) =>
        questions.Rows(Holders, row => row.IsDBNull(0) ? null : row.GetString(0), product, serials.ToArray(), questions.Book);

    private static UnitAt Read(DbDataReader row) => new(row.GetString(0), row.GetString(1), row.GetString(2), row.IsDBNull(3) ? null : row.GetString(3));
}
