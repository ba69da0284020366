using Marten;
using Weasel.Postgresql.Tables;

namespace Ledger.Access.Failures;

/// <summary>
/// Failed authentications, counted by key, reason, address and minute. What is not known of one is empty, for it is part of what it is counted by.
/// </summary>
internal static class FailureSchema
{
    public const string Failure = $"{AccessModule.Schema}.access_failure";

    public static void AddTo(StoreOptions options)
    {
        var failure = new Table(Failure);
        failure.AddColumn("minute", "timestamptz").AsPrimaryKey();
        failure.AddColumn<string>("key").AsPrimaryKey();
        failure.AddColumn<string>("reason").AsPrimaryKey();
        failure.AddColumn<string>("remote").AsPrimaryKey();
        failure.AddColumn<string>("book").NotNull();
        failure.AddColumn<long>("count").NotNull();
        failure.Indexes.Add(new IndexDefinition("ix_access_failure_book") { Columns = ["book", "minute"] });
        options.Storage.ExtendedSchemaObjects.Add(failure);
    }
}
