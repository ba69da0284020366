using JasperFx.Events;
using Ledger.Store.Projections;
using Marten;
using Marten.Events.Projections;

namespace Ledger.Inventory.Journal;

/// <summary>
/// Writes the movements of a page of events as double entries under their effective times, and adds them to the balances, with one statement each.
/// </summary>
public sealed class JournalProjection : IProjection
{
    public const string Name = "Journal";

    private const string Post = $"""
        insert into {JournalSchema.Journal} (position, movement, book, effective, recorded, product, line, from_account, to_account, quantity)
        select * from unnest(?::bigint[], ?::int[], ?::text[], ?::timestamptz[], ?::timestamptz[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[])
        """;

    // A balance of zero is kept, so that the rows do not depend on how the history was cut into pages.
    private const string Add = $"""
        insert into {JournalSchema.Balance} as b (book, product, account, quantity)
        select book, product, account, sum(quantity) from unnest(?::text[], ?::text[], ?::text[], ?::bigint[]) leg (book, product, account, quantity)
        group by book, product, account order by book, product, account
        on conflict (book, product, account) do update set quantity = b.quantity + excluded.quantity
        """;

    public async Task ApplyAsync(IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation)
    {
        operations.MustFollow();
        var times = new Dictionary<Guid, DateTimeOffset>();
        await using (var connection = operations.Database.CreateConnection())
        {
            await connection.OpenAsync(cancellation);
            foreach (var book in events.Where(e => e.Data is IFact).GroupBy(e => e.TenantId))
            {
                var page = await JournalTimes.OfAsync(connection, book.Key, [.. book], cancellation);
                page.Times.ToList().ForEach(time => times.Add(time.Key, time.Value));
                page.Statements().ToList().ForEach(statement => operations.QueueSqlCommand(statement.Sql, statement.Values));
            }
        }

        Queue(operations, [.. events.Where(e => e.Data is IFact).SelectMany(e => EntriesOf(e, times[e.Id]))]);
    }

    private static void Queue(IDocumentOperations operations, IReadOnlyList<Entry> entries)
    {
        if (entries.Count == 0)
        {
            return;
        }

        operations.QueueSqlCommand(
            Post,
            Column(e => e.Position), Column(e => e.Movement), Column(e => e.Book), Column(e => e.Effective), Column(e => e.Recorded),
            Column(e => e.Moved.Product), Column(e => e.Moved.Line), Column(e => e.Moved.From), Column(e => e.Moved.To),
            Column(e => (long)e.Moved.QuantityUnits));
        operations.QueueSqlCommand(Add, Legs(e => e.Book, e => e.Book), Legs(e => e.Moved.Product, e => e.Moved.Product),
            Legs(e => e.Moved.From, e => e.Moved.To), Legs(e => -(long)e.Moved.QuantityUnits, e => (long)e.Moved.QuantityUnits));

        T[] Column<T>(Func<Entry, T> value) => [.. entries.Select(value)];

        T[] Legs<T>(Func<Entry, T> from, Func<Entry, T> to) => [.. entries.Select(from), .. entries.Select(to)];
    }

    private static IEnumerable<Entry> EntriesOf(IEvent recorded, DateTimeOffset effective) => recorded.Data is IMovesUnits moves
        ? moves.Movements.Select((moved, i) => new Entry(recorded.Sequence, i, recorded.TenantId, effective, recorded.Timestamp.ToUniversalTime(), moved))
        : [];

    private sealed record Entry(long Position, int Movement, string Book, DateTimeOffset Effective, DateTimeOffset Recorded, Movement Moved);
}
