using Marten;
using Weasel.Postgresql;
using Weasel.Postgresql.Functions;
using Weasel.Postgresql.Tables;

namespace Ledger.Inventory.Custody;

/// <summary>One row per unit, and the function that is the only thing to write it.</summary>
public static class CustodySchema
{
    public const string Unit = $"{InventoryModule.Schema}.unit";
    public const string MovedBefore = $"{InventoryModule.Schema}.moved_before";
    public const string Move = $"{InventoryModule.Schema}.move_units";
    public const string Locate = $"{InventoryModule.Schema}.locate_units";

    /// <summary>Gives every row of an earlier build its book as its realm.</summary>
    public static string Upgrade => EmbeddedSql.Read(typeof(CustodySchema).Assembly, "realms.sql");

    public static void AddTo(StoreOptions options)
    {
        var unit = new Table(Unit);
        unit.AddColumn<string>("product").AsPrimaryKey();
        unit.AddColumn<string>("serial").AsPrimaryKey();
        // The book again, as what a serial is unique in. It is last in the key, so that units are listed by product and serial.
        unit.AddColumn("realm", "text").NotNull().AsPrimaryKey();
        unit.AddColumn<string>("book").NotNull();
        unit.AddColumn<string>("account").NotNull();
        unit.AddColumn<string>("line");
        unit.AddColumn("trail", "uuid[]").NotNull();
        // The guard and a trace find units by serial, in their own book alone; what is in a place is listed by account.
        unit.Indexes.Add(new IndexDefinition("ix_unit_serial") { Columns = ["serial", "realm"] });
        unit.Indexes.Add(new IndexDefinition("ix_unit_account") { Columns = ["book", "account"] });
        options.Storage.ExtendedSchemaObjects.Add(unit);

        // For each event the events that moved its units last: it takes effect no earlier than they do.
        var before = new Table(MovedBefore);
        before.AddColumn<string>("book").AsPrimaryKey();
        before.AddColumn("event", "uuid").AsPrimaryKey();
        before.AddColumn("before", "uuid").AsPrimaryKey();
        options.Storage.ExtendedSchemaObjects.Add(before);
        options.Storage.ExtendedSchemaObjects.Add(
            new Function(PostgresqlProvider.Instance.Parse(Move), EmbeddedSql.Read(typeof(CustodySchema).Assembly, "custody.sql")));
        options.Storage.ExtendedSchemaObjects.Add(
            new Function(PostgresqlProvider.Instance.Parse(Locate), EmbeddedSql.Read(typeof(CustodySchema).Assembly, "locate.sql")));
    }
}
