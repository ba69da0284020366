using Marten;
using Weasel.Postgresql.Tables;

namespace Ledger.Store.Times;

/// <summary>
/// Effective times where they differ from the told ones, and those of the steps that later facts can rest on. Both follow from the history, and are kept by the
/// projection of the journal, in the transaction that posts its entries.
/// </summary>
public static class EffectiveSchema
{
    public const string Time = $"{LedgerStore.Schema}.effective_time";
    public const string Step = $"{LedgerStore.Schema}.effective_step";

    public static void AddTo(StoreOptions options)
    {
        var time = new Table(Time);
        time.AddColumn<long>("position").AsPrimaryKey();
        time.AddColumn<string>("book").NotNull();
        time.AddColumn("effective", "timestamptz").NotNull();
        time.Indexes.Add(new IndexDefinition("ix_effective_time_book") { Columns = ["book", "position"] });
        options.Storage.ExtendedSchemaObjects.Add(time);

        var step = new Table(Step);
        step.AddColumn<string>("book").AsPrimaryKey();
        step.AddColumn<string>("step").AsPrimaryKey();
        step.AddColumn("effective", "timestamptz").NotNull();
        options.Storage.ExtendedSchemaObjects.Add(step);
    }
}
