using JasperFx.Events;
using Ledger.Logistics.Batches;
using Ledger.Logistics.Returns;
using Marten;
using Marten.Events.Projections;
using Npgsql;
using Weasel.Postgresql;
using Weasel.Postgresql.Functions;
using Weasel.Postgresql.Tables;

namespace Ledger.Logistics.Shipments;

/// <summary>
/// How many units count as shipped against each order line: not those of a void, given up, taken back or returned. Ordering hears of shipments by message;
/// a shipment itself must know exactly.
/// </summary>
public sealed class ShippedUnits(NpgsqlDataSource database) : IShipments
{
    internal const string Table = $"{LogisticsModule.Schema}.despatched";
    private const string Ship = $"{LogisticsModule.Schema}.despatch_units";

    public async Task<long> UnitsAsync(string book, string order, int line, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"select quantity from {Table} where book = $1 and order_number = $2 and line = $3");
        command.Parameters.AddWithValue(book);
        command.Parameters.AddWithValue(order);
        command.Parameters.AddWithValue(line);
        return await command.ExecuteScalarAsync(ct) is long units ? units : 0;
    }

    public async Task<long> UnitsAsync(IQuestions questions, string order, int line) =>
        (await questions.Rows(
            $"select quantity from {Table} where book = ? and order_number = ? and line = ?", row => row.GetInt64(0), questions.Book, order, line))
            .SingleOrDefault();

    public GuardCall NoteChange(string book, string order, int line, long shipped, int change) => new(OrderChange.Note, [book, order, line, shipped, change]);

    public static void AddTo(StoreOptions options)
    {
        var table = new Table(Table);
        table.AddColumn<string>("book").AsPrimaryKey();
        table.AddColumn<string>("order_number").AsPrimaryKey();
        table.AddColumn<int>("line").AsPrimaryKey();
        table.AddColumn<long>("quantity").NotNull();
        options.Storage.ExtendedSchemaObjects.Add(table);
        options.Storage.ExtendedSchemaObjects.Add(
            new Function(PostgresqlProvider.Instance.Parse(Ship), EmbeddedSql.Read(typeof(ShippedUnits).Assembly, "despatch.sql")));
        options.Projections.Add(
            new Guard(), JasperFx.Events.Projections.ProjectionLifecycle.Inline, "Despatched", async => async.DeleteDataInTableOnTeardown(Table));
    }

    private sealed class Guard : IProjection
    {
        public Task ApplyAsync(IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation)
        {
            foreach (var recorded in events)
            {
                if (recorded.Data is BatchShipped shipped)
                {
                    // A position is drawn only at the commit: an event that has one is history, which a rebuild only counts.
                    Queue(shipped.Order, shipped.OrderLine, shipped.Movements.Sum(m => (long)m.QuantityUnits),
                        recorded.Sequence == 0 ? shipped.OrderedUnits : null);
                }
                else if (recorded.Data is UnitsAttributed attributed)
                {
                    Queue(attributed.Order, attributed.OrderLine, attributed.Movements.Sum(m => (long)m.QuantityUnits),
                        recorded.Sequence == 0 ? attributed.OrderedUnits : null);
                }
                else if (recorded.Data is ShipmentVoided voided)
                {
                    Queue(voided.Order, voided.OrderLine, -voided.Movements.Sum(m => (long)m.QuantityUnits), null);
                }

                else if (recorded.Data is UnitsWrittenOff lost)
                {
                    Queue(lost.Order, lost.OrderLine, -lost.Movements.Sum(m => (long)m.QuantityUnits), null);
                }
                else if (recorded.Data is UnitsTakenBack { ShippedUnits: > 0 } back)
                {
                    Queue(back.Order, back.OrderLine, -back.ShippedUnits, null);
                }

                else if (recorded.Data is UnitsReturned { Orders: { } orders })
                {
                    foreach (var from in orders)
                    {
                        Queue(from.Order, from.OrderLine, -from.QuantityUnits, null);
                    }
                }
                else if (recorded.Data is ReturnCancelled cancelled)
                {
                    foreach (var on in cancelled.Orders)
                    {
                        Queue(on.Order, on.OrderLine, on.QuantityUnits, recorded.Sequence == 0 ? on.OrderedUnits : null);
                    }
                }
                else if (recorded.Data is ReturnCredited credited)
                {
                    // What is credited takes the place of a replacement: of the two, the one that comes second is refused.
                    foreach (var on in credited.Orders)
                    {
                        Queue(on.Order, on.OrderLine, on.QuantityUnits, recorded.Sequence == 0 ? on.OrderedUnits : null);
                    }
                }

                void Queue(string order, int line, long quantity, long? ordered) => operations.QueueSqlCommand(
                    $"select {Ship}(?, ?, ?, ?, ?::bigint)", recorded.TenantId, order, line, quantity, (object?)ordered ?? DBNull.Value);
            }

            return Task.CompletedTask;
        }
    }
}
