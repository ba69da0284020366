using Marten;
using Weasel.Postgresql.Tables;

namespace Ledger.Inventory.Journal;

/// <summary>The double-entry journal, one row a movement, and the balance of every account that it comes to.</summary>
public static class JournalSchema
{
    public const string Journal = $"{InventoryModule.Schema}.journal";
    public const string Balance = $"{InventoryModule.Schema}.balance";

    public static void AddTo(StoreOptions options)
    {
        var journal = new Table(Journal);
        journal.AddColumn<long>("position").AsPrimaryKey();
        journal.AddColumn<int>("movement").AsPrimaryKey();
        journal.AddColumn<string>("book").NotNull();
        journal.AddColumn("effective", "timestamptz").NotNull();
        journal.AddColumn("recorded", "timestamptz").NotNull();
        journal.AddColumn<string>("product").NotNull();
        journal.AddColumn<string>("line");
        journal.AddColumn<string>("from_account").NotNull();
        journal.AddColumn<string>("to_account").NotNull();
        journal.AddColumn<long>("quantity").NotNull();
        journal.Indexes.Add(new IndexDefinition("ix_journal_book") { Columns = ["book", "position"] });
        journal.Indexes.Add(new IndexDefinition("ix_journal_line") { Columns = ["book", "line", "position"] });
        options.Storage.ExtendedSchemaObjects.Add(journal);

        var balance = new Table(Balance);
        balance.AddColumn<string>("book").AsPrimaryKey();
        balance.AddColumn<string>("product").AsPrimaryKey();
        balance.AddColumn<string>("account").AsPrimaryKey();
        balance.AddColumn<long>("quantity").NotNull();
        // Stock is asked for by place, and a large book has a hundred thousand places.
        balance.Indexes.Add(new IndexDefinition("ix_balance_account") { Columns = ["book", "account"] });
        options.Storage.ExtendedSchemaObjects.Add(balance);
    }
}
