using Ledger.Contracts;
using Ledger.Store.Identities;
using Marten;
using Weasel.Postgresql;
using Weasel.Postgresql.Functions;
using Weasel.Postgresql.Tables;

namespace Ledger.Store;

/// <summary>
/// Numbers of partners' documents. Most are the key of a stream, and unique by that; the others are kept in a table, in the transaction that records the
/// document.
/// </summary>
public static class DocumentNumbers
{
    private const string Table = $"{LedgerStore.Schema}.document_number";
    private const string Claim = $"{LedgerStore.Schema}.claim_document";

    public static void AddTo(StoreOptions options)
    {
        var table = new Table(Table);
        table.AddColumn<string>("book").AsPrimaryKey();
        table.AddColumn<string>("kind").AsPrimaryKey();
        table.AddColumn<string>("number").AsPrimaryKey();
        table.AddColumn<string>("stream").NotNull();
        options.Storage.ExtendedSchemaObjects.Add(table);
        options.Storage.ExtendedSchemaObjects.Add(
            new Function(PostgresqlProvider.Instance.Parse(Claim), EmbeddedSql.Read(typeof(DocumentNumbers).Assembly, "claim-document.sql")));
    }

    /// <summary>Does the command say what a document says? Others, such as putting a rack into service, may rightly be meant twice.</summary>
    public static bool IsDocument(ICommand command) => NumberedMembers.Of(command.GetType()).Given is not null;

    /// <summary>Uses the number of the command's document, in whatever case; where the stream has it as its key, it is in use by that.</summary>
    public static void Use(IDocumentSession session, CommandInHand inHand, string stream)
    {
        if (NumberedMembers.Of(inHand.Command.GetType()).Given is not { } given)
        {
            return;
        }

        var (kind, number) = (given.Kind, given.Property.GetValue(inHand.Command)!.ToString()!);
        NumbersInUse.Use(
            session, given.IsPartOfSeries ? $"{stream} {kind}" : kind, number, given.IsShared ? null : inHand.Caller?.Party, inHand.IsNumberNew);
        if (!given.IsPartOfSeries && !stream.EndsWith($"/{number}", StringComparison.Ordinal))
        {
            session.QueueOperation(new FunctionCall(Claim, [session.TenantId, kind, number, stream]));
        }
    }
}
