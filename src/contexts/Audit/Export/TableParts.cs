using Ledger.Audit.Log;

namespace Ledger.Audit.Export;

/// <summary>The event table and what belongs to it, as they are now.</summary>
internal sealed class TableParts(ExportSnapshot snapshot, BundleZip zip)
{
    // The store keeps no headers; a leaf has room for them.
    private const string Columns = """
        e.seq_id, e.id, e.stream_id, e.version, e.tenant_id, e.type, e.timestamp, e.user_name, e.causation_id, e.correlation_id, null::text, e.data::text,
        e.is_archived, e.mt_dotnet_type, e.bdata is not null
        """;

    private const string Events = $"select {Columns} from {LedgerStore.Schema}.mt_events e where e.tenant_id = $1 order by e.seq_id";

    // A row that was given to another book is still the row of its leaf.
    private const string Moved =
        $"select {Columns} from {LogSchema.Leaf} l join {LedgerStore.Schema}.mt_events e on e.id = l.event_id where l.book = $1 and e.tenant_id <> $1";
    private const string EventsUpTo =
        $"select {Columns} from {LogSchema.Leaf} l join {LedgerStore.Schema}.mt_events e on e.id = l.event_id where l.book = $1 and l.index < $2 order by "
        + "l.index";

    private const string Streams = $"select id, version, is_archived from {LedgerStore.Schema}.mt_streams where tenant_id = $1 order by id";

    private const string StreamsUpTo = $"""
        select e.stream_id, max(e.version), false from {LogSchema.Leaf} l join {LedgerStore.Schema}.mt_events e on e.id = l.event_id
            where l.book = $1 and l.index < $2
        group by e.stream_id order by e.stream_id
        """;

    // Of the numbers of all books: which of them are another book's cannot be seen here.
    private const string Skipped = $"""
        select seq_id + 1, next - 1 from (select seq_id, lead(seq_id) over (order by seq_id) as next from {LedgerStore.Schema}.mt_events where seq_id <= $1) gap
        where next > seq_id + 1 order by seq_id
        """;

    // A message holds its book in its bytes: the name of the header, the length of the value, the value.
    private const string DeadLetters = $"""
        select 'projection', d.id::text, d.mt_last_modified, coalesce(d.data ->> 'projectionName', d.data ->> 'ProjectionName',
            '') || ' at position ' || e.seq_id, coalesce(d.data ->> 'exceptionType', d.data ->> 'ExceptionType', '')
        from {LedgerStore.Schema}.mt_doc_deadletterevent d
        join {LedgerStore.Schema}.mt_events e on e.seq_id = coalesce(d.data ->> 'eventSequence', d.data ->> 'EventSequence')::bigint and e.tenant_id = $1
        union all
        select 'message', d.id::text, coalesce(d.failed_at, d.sent_at), coalesce(d.message_type, ''), coalesce(d.exception_type, '')
        from {LedgerStore.MessageSchema}.wolverine_dead_letters d
        where position('\x09'::bytea || convert_to('tenant-id', 'UTF8') || set_byte('\x00'::bytea, 0, octet_length($1)) || convert_to($1, 'UTF8') in d.body) > 0
        order by 1, 2
        """;

    public long EventsCount { get; private set; }

    /// <summary>What was written, for the dictionary.</summary>
    public static IReadOnlyList<(string Part, IReadOnlyList<ProvenColumn> Columns)> Written { get; } =
    [
        ("events.csv", TableColumns.Events), ("streams.csv", TableColumns.Streams), ("sequence.csv", TableColumns.Sequence),
        ("deadletters.csv", TableColumns.DeadLetters),
    ];

    private object[] UpTo => [snapshot.Book, snapshot.Head.Size];

    public async Task WriteAsync(CancellationToken ct)
    {
        var isPast = snapshot.Upto is not null;
        await zip.PartAsync("events.csv", async part =>
        {
            CsvRows.WriteHeading(part, TableColumns.Events);
            EventsCount = await RowsAsync(part, TableColumns.Events, isPast ? EventsUpTo : Events, isPast ? UpTo : [snapshot.Book], ct);
            EventsCount += isPast ? 0 : await RowsAsync(part, TableColumns.Events, Moved, [snapshot.Book], ct);
        }, ct);
        await CsvAsync("streams.csv", TableColumns.Streams, isPast ? StreamsUpTo : Streams, isPast ? UpTo : [snapshot.Book], ct);
        await CsvAsync("sequence.csv", TableColumns.Sequence, Skipped, [isPast ? snapshot.Head.Position : long.MaxValue], ct);
        await CsvAsync("deadletters.csv", TableColumns.DeadLetters, DeadLetters, [snapshot.Book], ct);
    }

    private Task CsvAsync(string name, IReadOnlyList<ProvenColumn> columns, string sql, object[] parameters, CancellationToken ct) => zip.PartAsync(
        name,
        part =>
        {
            CsvRows.WriteHeading(part, columns);
            return RowsAsync(part, columns, sql, parameters, ct);
        },
        ct);

    private Task<long> RowsAsync(PartWriter part, IReadOnlyList<ProvenColumn> columns, string sql, object[] parameters, CancellationToken ct) =>
        CsvRows.WriteAsync(part, columns, snapshot.Store.RowsAsync(sql, parameters, ct), ct);
}
