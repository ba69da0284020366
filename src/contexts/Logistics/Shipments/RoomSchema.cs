using JasperFx.Events;
using Ledger.Store.Times;
using Marten;
using Weasel.Postgresql;
using Weasel.Postgresql.Functions;
using Weasel.Postgresql.Tables;

namespace Ledger.Logistics.Shipments;

/// <summary>What made room on order lines, and when, kept beside <see cref="ShippedUnits"/>.</summary>
internal static class RoomSchema
{
    public const string Table = $"{LogisticsModule.Schema}.room";
    private const string Note = $"{LogisticsModule.Schema}.note_room";

    private const string Later = $"""
        select room.step, greatest(room.told, kept.effective) as effective, room.quantity
        from {Table} room left join {EffectiveSchema.Step} kept on kept.book = room.book and kept.step = room.step
        where room.book = ? and room.order_number = ? and room.line = ? and greatest(room.told, kept.effective) > ?
        """;

    public static Task<IReadOnlyList<RoomMade>> LaterAsync(IQuestions questions, string order, int line, DateTimeOffset told) => questions.Rows(
        Later, row => new RoomMade(row.GetString(0), row.GetFieldValue<DateTimeOffset>(1), row.GetInt64(2)),
        questions.Book, order, line, told.ToUniversalTime());

    public static GuardCall NoteRoom(string book, IEvent recorded, ShippedChange change) => new(
        Note, [book, change.Order, change.OrderLine, change.Step!, ((IFact)recorded.Data).OccurredAt.ToUniversalTime(), -change.QuantityUnits]);

    public static void AddTo(StoreOptions options)
    {
        var table = new Table(Table);
        table.AddColumn<string>("book").AsPrimaryKey();
        table.AddColumn<string>("order_number").AsPrimaryKey();
        table.AddColumn<int>("line").AsPrimaryKey();
        table.AddColumn<string>("step").AsPrimaryKey();
        table.AddColumn("told", "timestamptz").NotNull();
        table.AddColumn<long>("quantity").NotNull();
        options.Storage.ExtendedSchemaObjects.Add(table);
        options.Storage.ExtendedSchemaObjects.Add(
            new Function(PostgresqlProvider.Instance.Parse(Note), EmbeddedSql.Read(typeof(RoomSchema).Assembly, "note-room.sql")));
    }
}
