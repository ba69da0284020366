using JasperFx.Events.Projections;
using Ledger.Logistics.Batches;
using Marten;
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
    internal const string Ship = $"{LogisticsModule.Schema}.despatch_units";

    private static readonly string OverShipped = EmbeddedSql.Read(typeof(ShippedUnits).Assembly, "over-shipped.sql");

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

    public Task<IReadOnlyList<RoomMade>> RoomMadeAsync(IQuestions questions, string order, int line, DateTimeOffset after) =>
        RoomSchema.LaterAsync(questions, order, line, after);

    public async Task<IReadOnlyList<string>> OverShippedAsync(string book, CancellationToken ct)
    {
        await using var command = database.CreateCommand(OverShipped);
        command.CommandTimeout = 300;
        command.Parameters.AddWithValue(book);
        var findings = new List<string>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            findings.Add(row.GetString(0));
        }

        return findings;
    }

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
            new DespatchGuard(), ProjectionLifecycle.Inline, "Despatched", async =>
            {
                async.DeleteDataInTableOnTeardown(Table);
                async.DeleteDataInTableOnTeardown(RoomSchema.Table);
            });
        RoomSchema.AddTo(options);
    }
}
