using Marten;
using Weasel.Postgresql;
using Weasel.Postgresql.Functions;
using Weasel.Postgresql.Tables;

namespace Ledger.Logistics.Batches;

/// <summary>
/// What a shipment and a change of its order line lock, so that of the two at once the second sees the first. It is no view: nothing is read from it but by the
/// functions that lock it.
/// </summary>
internal static class OrderChange
{
    public const string Note = $"{LogisticsModule.Schema}.note_change";
    private const string Table = $"{LogisticsModule.Schema}.order_change";
    private const string Expect = $"{LogisticsModule.Schema}.expect_change";

    /// <summary>Has the commit of a shipment decide anew where the order line has changed since.</summary>
    public static void ExpectChange(this LedgerSession ledger, string order, int line, int change) =>
        ledger.Guard(Expect, ledger.Book, order, line, change);

    public static void AddTo(StoreOptions options)
    {
        var change = new Table(Table);
        change.AddColumn<string>("book").AsPrimaryKey();
        change.AddColumn<string>("order_number").AsPrimaryKey();
        change.AddColumn<int>("line").AsPrimaryKey();
        change.AddColumn<int>("change").NotNull();
        options.Storage.ExtendedSchemaObjects.Add(change);
        Add(Note, "note-change.sql");
        Add(Expect, "expect-change.sql");

        void Add(string function, string file) => options.Storage.ExtendedSchemaObjects.Add(
            new Function(PostgresqlProvider.Instance.Parse(function), EmbeddedSql.Read(typeof(OrderChange).Assembly, file)));
    }
}
