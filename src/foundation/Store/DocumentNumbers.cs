using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using Ledger.Contracts;
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

    private static readonly ConcurrentDictionary<Type, (PropertyInfo Property, bool IsPartOfSeries)?> ByCommand = [];

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
    public static bool IsDocument(ICommand command) => Of(command.GetType()) is not null;

    /// <summary>Uses the number of the command's document, in whatever case; where the stream has it as its key, it is in use by that.</summary>
    public static void Use(IDocumentSession session, ICommand command, string stream)
    {
        if (Of(command.GetType()) is not ({ } property, var isPartOfSeries))
        {
            return;
        }

        var (kind, number) = (JsonNamingPolicy.CamelCase.ConvertName(property.Name), property.GetValue(command)!.ToString()!);
        if (isPartOfSeries)
        {
            NumbersInUse.Use(session, $"{stream} {kind}", number);
            return;
        }

        NumbersInUse.Use(session, kind, number);
        if (!stream.EndsWith($"/{number}", StringComparison.Ordinal))
        {
            session.QueueOperation(new FunctionCall(Claim, [session.TenantId, kind, number, stream]));
        }
    }

    private static (PropertyInfo Property, bool IsPartOfSeries)? Of(Type command) => ByCommand.GetOrAdd(command, static type =>
        type.GetProperties().Select(p => (Property: p, Number: p.GetCustomAttribute<DocumentNumberAttribute>()))
            .FirstOrDefault(p => p.Number is not null) is ({ } property, { } number)
            ? (property, number.IsPartOfSeries)
            : null);
}
