using Ledger.Contracts.Ports;
using Marten;
using Weasel.Postgresql;
using Weasel.Postgresql.Functions;
using Weasel.Postgresql.Tables;

namespace Ledger.Store;

/// <summary>
/// Which numbers of a book are in use, in whatever case, and who gave them; and which product has a GTIN, which site a GLN. Kept in the transaction that
/// records the number.
/// </summary>
public static class NumbersInUse
{
    internal const string Table = $"{LedgerStore.Schema}.number_in_use";
    private const string Maker = "maker";
    private const string Claim = $"{LedgerStore.Schema}.claim_number";
    private const string Pass = $"{LedgerStore.Schema}.pass_number";

    // What a twin of a book begins with.
    private const string CopyToTwin = $"""
        insert into {Table} (book, kind, folded, number, said, giver) select ?, kind, folded, number, said, giver from {Table}
        where book = ? and kind in ('agreement', 'product', 'site', 'model', 'gtin', 'gln', '{Maker}') on conflict do nothing
        """;

    /// <summary>Notes what a ledger of an earlier build holds.</summary>
    internal static string Upgrade => EmbeddedSql.Read(typeof(NumbersInUse).Assembly, "numbers-in-use.sql");

    public static void AddTo(StoreOptions options)
    {
        var table = new Table(Table);
        table.AddColumn<string>("book").AsPrimaryKey();
        table.AddColumn<string>("kind").AsPrimaryKey();
        table.AddColumn<string>("folded").AsPrimaryKey();
        table.AddColumn<string>("number").NotNull();
        table.AddColumn<string>("said");
        table.AddColumn<string>("giver");
        table.Indexes.Add(new IndexDefinition("ix_number_in_use_said") { Columns = ["book", "kind", "said"] });
        options.Storage.ExtendedSchemaObjects.Add(table);
        options.Storage.ExtendedSchemaObjects.Add(
            new Function(PostgresqlProvider.Instance.Parse(Claim), EmbeddedSql.Read(typeof(NumbersInUse).Assembly, "claim-number.sql")));
        options.Storage.ExtendedSchemaObjects.Add(
            new Function(PostgresqlProvider.Instance.Parse(Pass), EmbeddedSql.Read(typeof(NumbersInUse).Assembly, "pass-number.sql")));
    }

    /// <summary>Has the commit refuse a product with the GTIN of another one. A shorter GTIN is the same number as with zeros before it.</summary>
    /// <param name="replaces">The product that had the GTIN until now, if this one takes its place.</param>
    public static void UseGtin(this LedgerSession ledger, string? gtin, string product, string? replaces)
    {
        if (gtin is not null && replaces is not null)
        {
            ledger.Guard(Pass, ledger.Book, "gtin", gtin.PadLeft(14, '0'), replaces, product);
        }

        if (gtin is not null)
        {
            ledger.Guard(Claim, ledger.Book, "gtin", gtin.PadLeft(14, '0'), product, "", false);
        }
    }

    /// <summary>Has the commit refuse a site with the GLN of another one.</summary>
    public static void UseGln(this LedgerSession ledger, string? gln, string site)
    {
        if (gln is not null)
        {
            ledger.Guard(Claim, ledger.Book, "gln", gln, site, "", false);
        }
    }

    /// <summary>Has the commit note that the party registers the products of a maker, and decide anew if another one does since.</summary>
    public static void UseMaker(this LedgerSession ledger, string maker, string party) =>
        ledger.Guard(Claim, ledger.Book, Maker, maker, party, party, true);

    /// <summary>The party that registered the first product of a maker; null where no party did.</summary>
    public static async Task<string?> MakerAsync(this IQuestions questions, string maker) =>
        (await questions.Rows(
            $"select giver from {Table} where book = ? and kind = ? and folded = ? and giver is not null", row => row.GetString(0),
            questions.Book, Maker, maker)).FirstOrDefault();

    /// <summary>Gives the twin of a book the numbers of what it begins with.</summary>
    public static void Copy(IDocumentSession session, string book, string twin) => session.QueueSqlCommand(CopyToTwin, twin, book);

    /// <param name="kind">What is numbered: numbers of two kinds may be alike.</param>
    /// <param name="giver">The party that gives it; null where it means the same to all.</param>
    /// <param name="isNew">Nobody had given it when the command was decided; if somebody has since, it is decided anew.</param>
    internal static void Use(IDocumentSession session, string kind, string number, string? giver, bool isNew) =>
        session.QueueOperation(new FunctionCall(Claim, [session.TenantId, kind, number.ToLowerInvariant(), number, giver ?? "", isNew]));
}
