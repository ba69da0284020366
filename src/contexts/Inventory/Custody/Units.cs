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
            where e.type = any(?) order by passed.step desc limit 1) moved on true
        group by moved.stream_id order by moved.stream_id
        """;

    private const string LastStreams = $"""
        select e.stream_id, array_agg(u.serial::text order by u.serial) from {CustodySchema.Unit} u join {LedgerStore.Schema}.mt_events e
            on e.id = u.trail[cardinality(u.trail)] and e.tenant_id = u.book
        where u.product || '' = ? and u.serial = any(?) and u.realm = ?
        group by e.stream_id order by e.stream_id
        """;

    private const string MovedBy = $"""
        select u.serial from {CustodySchema.Unit} u join {LedgerStore.Schema}.mt_events e on e.id = u.trail[cardinality(u.trail)] and e.tenant_id = u.book
        where u.product || '' = ? and u.serial = any(?) and u.realm = ? and e.type = ? order by u.serial
        """;

    /// <summary>Units that came and went the same way are told of together.</summary>
    private const string Held = $"""
        select way.account, way.line, split_part(f.user_name, '/', 1), split_part(l.user_name, '/', 1), way.serials
        from (
            select u.account, u.line, u.trail[1] as first, u.trail[cardinality(u.trail)] as last, array_agg(u.serial::text order by u.serial) as serials
            from {CustodySchema.Unit} u where u.product || '' = ? and u.serial = any(?) and u.realm = ?
            group by 1, 2, 3, 4) way
        left join {LedgerStore.Schema}.mt_events f on f.id = way.first and f.tenant_id = ?
        left join {LedgerStore.Schema}.mt_events l on l.id = way.last and l.tenant_id = ?
        order by way.serials[1]
        """;

    private const string InStock = $"""
        select way.account, way.line, split_part(f.user_name, '/', 1), split_part(l.user_name, '/', 1), sum(way.units)::bigint
        from (
            select u.account, u.line, u.trail[1] as first, u.trail[cardinality(u.trail)] as last, count(*) as units
            from {CustodySchema.Unit} u where u.book = ? and u.account = any(?) and u.product || '' = ?
            group by 1, 2, 3, 4) way
        left join {LedgerStore.Schema}.mt_events f on f.id = way.first and f.tenant_id = ?
        left join {LedgerStore.Schema}.mt_events l on l.id = way.last and l.tenant_id = ?
        group by 1, 2, 3, 4 order by 1, 2, 3, 4
        """;

    public Task<IReadOnlyList<UnitAt>> LocateAsync(IQuestions questions, string product, IReadOnlyList<string> serials) =>
        questions.Rows(Located, Read, product, questions.Book, product, serials.ToArray());

    public Task<IReadOnlyList<UnitAt>> AtPlaceAsync(IQuestions questions, string place) =>
        questions.Rows(AtPlace, Read, questions.Book, Condition.All.Select(condition => $"{place}/{condition}").ToArray());

    public Task<IReadOnlyList<UnitAt>> InAccountAsync(IQuestions questions, string account, string product, IReadOnlyList<string> serials) =>
        questions.Rows(InAccount, Read, questions.Book, account, product, serials.ToArray());

    public Task<IReadOnlyList<string?>> MakersAsync(IQuestions questions, string product, IReadOnlyList<string> serials) =>
        questions.Rows(Makers, row => row.IsDBNull(0) ? null : row.GetString(0), product, serials.ToArray(), questions.Book);

    public Task<IReadOnlyList<UnitsOfStream>> LastMovedAsync(
        IQuestions questions, string product, IReadOnlyList<string> serials, IReadOnlyList<string> contracts) =>
            questions.Rows(
                LastMoved, row => new UnitsOfStream(row.GetString(0), row.GetFieldValue<string[]>(1)), product, serials.ToArray(), questions.Book,
                questions.Book, contracts.ToArray());

    public Task<IReadOnlyList<string>> MovedByAsync(IQuestions questions, string product, IReadOnlyList<string> serials, string contract) =>
        questions.Rows(MovedBy, row => row.GetString(0), product, serials.ToArray(), questions.Book, contract);

    public Task<IReadOnlyList<UnitsOfStream>> LastStreamsAsync(IQuestions questions, string product, IReadOnlyList<string> serials) =>
        questions.Rows(
            LastStreams, row => new UnitsOfStream(row.GetString(0), row.GetFieldValue<string[]>(1)), product, serials.ToArray(), questions.Book);

    public Task<IReadOnlyList<string?>> HoldersAsync(IQuestions questions, string product, IReadOnlyList<string> serials) =>
        questions.Rows(Holders, row => row.IsDBNull(0) ? null : row.GetString(0), product, serials.ToArray(), questions.Book);

    public Task<IReadOnlyList<HeldUnits>> HeldAsync(IQuestions questions, string product, IReadOnlyList<string> serials) => questions.Rows(
        Held, row => new HeldUnits(row.GetString(0), Text(row, 1), Text(row, 2), Text(row, 3), row.GetFieldValue<string[]>(4)),
        product, serials.ToArray(), questions.Book, questions.Book, questions.Book);

    public Task<IReadOnlyList<HeldQuantity>> InStockAsync(IQuestions questions, string product, IReadOnlyList<string> accounts) => questions.Rows(
        InStock, row => new HeldQuantity(row.GetString(0), Text(row, 1), Text(row, 2), Text(row, 3), row.GetInt64(4)),
        questions.Book, accounts.ToArray(), product, questions.Book, questions.Book);

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static UnitAt Read(DbDataReader row) => new(row.GetString(0), row.GetString(1), row.GetString(2), Text(row, 3));
}
