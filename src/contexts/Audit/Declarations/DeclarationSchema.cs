using Marten;
using Weasel.Postgresql;
using Weasel.Postgresql.Functions;
using Weasel.Postgresql.Tables;

namespace Ledger.Audit.Declarations;

/// <summary>One row per event that was declared erroneous, so that every view can ask for its own without looking through the events.</summary>
internal static class DeclarationSchema
{
    public const string Declaration = $"{AuditModule.Schema}.declaration";
    public const string Expect = $"{AuditModule.Schema}.expect_declarable";

    public static void AddTo(StoreOptions options)
    {
        var table = new Table(Declaration);
        table.AddColumn<Guid>("event").AsPrimaryKey();
        table.AddColumn<string>("book").NotNull();
        table.AddColumn<string>("stream").NotNull();
        table.AddColumn<string>("type").NotNull();
        table.AddColumn<long>("version").NotNull();
        table.AddColumn<long>("position").NotNull();
        table.AddColumn<string>("reason").NotNull();
        table.AddColumn("corrective_events", "uuid[]").NotNull();
        table.AddColumn<string>("note");
        table.AddColumn("occurred_at", "timestamptz").NotNull();
        table.AddColumn<Guid>("declaration").NotNull();
        table.Indexes.Add(new IndexDefinition("ix_declaration_stream") { Columns = ["book", "stream"] });
        options.Storage.ExtendedSchemaObjects.Add(table);
        options.Storage.ExtendedSchemaObjects.Add(
            new Function(PostgresqlProvider.Instance.Parse(Expect), EmbeddedSql.Read(typeof(DeclarationSchema).Assembly, "expect-declarable.sql")));
    }
}
