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

    public static void AddTo(StoreOptions options)
    {
        var unit = new Table(Unit);
        unit.AddColumn<string>("product").AsPrimaryKey();
        unit.AddColumn<string>("serial").AsPrimaryKey();
        // Last in the key, so that rows of all realms are still found and listed by product and serial. Live books share the realm without a name.
        unit.AddColumn("realm", "text").NotNull().DefaultValueByString("").AsPrimaryKey();
        unit.AddColumn<string>("book").NotNull();
        unit.AddColumn<string>("account").NotNull();
        unit.AddColumn<string>("line");
        unit.AddColumn("trail", "uuid[]").NotNull();
        // The guard and a trace find units by serial alone, and what is in a place is listed by account.
        unit.Indexes.Add(new IndexDefinition("ix_unit_serial") { Columns = ["serial"] });
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
