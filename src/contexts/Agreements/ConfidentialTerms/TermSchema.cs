using Marten;
using Weasel.Postgresql;
using Weasel.Postgresql.Functions;
using Weasel.Postgresql.Tables;

namespace Ledger.Agreements.ConfidentialTerms;

/// <summary>
/// What the digests stand for: a row a term with its disclosure, encrypted, and a row for each key. Both are written with the event that holds the digests. The
/// rows are not a view: no event could bring them back, and what is erased here is gone.
/// </summary>
internal static class TermSchema
{
    public const string Term = $"{AgreementsModule.Schema}.confidential_term";
    public const string Key = $"{AgreementsModule.Schema}.confidential_key";
    public const string Keep = $"{AgreementsModule.Schema}.keep_terms";
    public const string Erase = $"{AgreementsModule.Schema}.erase_terms";

    public static void AddTo(StoreOptions options)
    {
        var key = new Table(Key);
        key.AddColumn<string>("book").AsPrimaryKey();
        key.AddColumn<string>("agreement").AsPrimaryKey();
        key.AddColumn<string>("class").AsPrimaryKey();
        // Encrypted under the key in the file, so that a dump of the database holds no key that opens anything.
        key.AddColumn("wrapped", "bytea").NotNull();

        var term = new Table(Term);
        term.AddColumn<string>("book").AsPrimaryKey();
        term.AddColumn<string>("digest").AsPrimaryKey();
        term.AddColumn<string>("agreement").NotNull();
        term.AddColumn<string>("class").NotNull();
        // Null once it is erased.
        term.AddColumn("ciphertext", "bytea");
        term.Indexes.Add(new IndexDefinition("ix_confidential_term_agreement") { Columns = ["book", "agreement"] });

        options.Storage.ExtendedSchemaObjects.Add(key);
        options.Storage.ExtendedSchemaObjects.Add(term);
        foreach (var (function, file) in new[] { (Keep, "keep-terms.sql"), (Erase, "erase-terms.sql") })
        {
            options.Storage.ExtendedSchemaObjects.Add(
                new Function(PostgresqlProvider.Instance.Parse(function), EmbeddedSql.Read(typeof(TermSchema).Assembly, file)));
        }
    }
}
