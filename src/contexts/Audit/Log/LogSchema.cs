using Marten;
using Weasel.Postgresql.Tables;

namespace Ledger.Audit.Log;

/// <summary>
/// The sealed log of every book. Rows are only ever added: a leaf an event, a node for each full subtree of 256 to some power, a signed head a batch,
/// cosignatures of
/// heads. So a tile of any size is a prefix of rows, and nothing that was shown once can be shown otherwise later.
/// </summary>
public static class LogSchema
{
    public const string Schema = "ledger_log";
    public const string Leaf = $"{Schema}.leaf";
    public const string Node = $"{Schema}.node";
    public const string Head = $"{Schema}.head";
    public const string Cosignature = $"{Schema}.cosignature";
    public const string Alarm = $"{Schema}.alarm";

    public static void AddTo(StoreOptions options)
    {
        var leaf = new Table(Leaf);
        leaf.AddColumn<string>("book").AsPrimaryKey();
        leaf.AddColumn<long>("index").AsPrimaryKey();
        leaf.AddColumn<long>("position").NotNull();
        leaf.AddColumn<Guid>("event_id").NotNull();
        leaf.AddColumn("hash", "bytea").NotNull();
        leaf.AddColumn("entry", "bytea").NotNull();
        leaf.AddColumn<bool>("late").NotNull();
        leaf.AddColumn("sealed_at", "timestamptz").NotNull();
        leaf.Indexes.Add(new IndexDefinition("ux_leaf_position") { Columns = ["book", "position"], IsUnique = true });
        leaf.Indexes.Add(new IndexDefinition("ux_leaf_event") { Columns = ["event_id"], IsUnique = true });

        var node = new Table(Node);
        node.AddColumn<string>("book").AsPrimaryKey();
        node.AddColumn<int>("level").AsPrimaryKey();
        node.AddColumn<long>("index").AsPrimaryKey();
        node.AddColumn("hash", "bytea").NotNull();

        var head = new Table(Head);
        head.AddColumn<string>("book").AsPrimaryKey();
        head.AddColumn<long>("size").AsPrimaryKey();
        head.AddColumn("root", "bytea").NotNull();
        head.AddColumn<string>("note").NotNull();
        // The highest position among the leaves.
        head.AddColumn<long>("position").NotNull();
        head.AddColumn("at", "timestamptz").NotNull();
        // How many of the leaves came after one of a higher position.
        head.AddColumn<long>("late").NotNull();

        var cosignature = new Table(Cosignature);
        cosignature.AddColumn<string>("book").AsPrimaryKey();
        cosignature.AddColumn<long>("size").AsPrimaryKey();
        cosignature.AddColumn<string>("witness").AsPrimaryKey();
        cosignature.AddColumn<string>("line").NotNull();
        cosignature.AddColumn("at", "timestamptz").NotNull();

        // Why a book was not sealed any further. It stands until a head was signed after it.
        var alarm = new Table(Alarm);
        alarm.AddColumn<string>("book").AsPrimaryKey();
        alarm.AddColumn("at", "timestamptz").AsPrimaryKey();
        alarm.AddColumn<string>("reason").NotNull();

        options.Storage.ExtendedSchemaObjects.AddRange([leaf, node, head, cosignature, alarm]);
    }
}
