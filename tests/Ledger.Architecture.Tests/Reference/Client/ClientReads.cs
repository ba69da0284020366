using System.Text;
using Ledger.Door.Docs;
using Ledger.Door.Reads;
using Ledger.Kernel;

namespace Ledger.Architecture.Tests.Reference.Client;

/// <summary>Writes a method for each read, and the list of types that the client's serializer is generated for.</summary>
internal static class ClientReads
{
    private static readonly XmlDocs Docs = new();

    public static string Reads(IEnumerable<Read> reads)
    {
        var code = new StringBuilder(ClientCode.Head + """

            using Ledger.Client.Contracts;

            namespace Ledger.Client.Reading;

            /// <summary>The reads of a book, a method each. A list is fetched page by page while it is walked through.</summary>
            public sealed partial class BookReads
            {

            """);
        return code.AppendJoin('\n', reads.Select(Method)).Append("}\n").ToString();
    }

    public static string Serializer(IEnumerable<Type> types, IEnumerable<Read> reads)
    {
        var code = new StringBuilder(ClientCode.Head + "\nusing System.Text.Json.Serialization;\n\nnamespace Ledger.Client.Contracts;\n\n");
        foreach (
            var name in types.Where(type => !type.IsEnum).Select(ClientCode.NameOf)
            .Concat(reads.Where(read => read.IsPaged).Select(read => $"Page<{ClientCode.NameOf(read.Item)}>")).Distinct().Order(StringComparer.Ordinal))
        {
            code.Append($"[JsonSerializable(typeof({name}))]\n");
        }

        return code.Append("internal sealed partial class ContractsJson : JsonSerializerContext;\n").ToString();
    }

    private static string Method(Read read)
    {
        var item = ClientCode.NameOf(read.Item);
        QueryParameter[] own = [.. read.Query.Where(parameter => IsOwn(read, parameter.Name))];
        var parameters = read.PathParameters.Select(name => $"string {name}").Concat(own.Select(parameter => $"{TypeOf(parameter)}? {parameter.Name} = null"));
        var query = string.Join(", ", own.Select(parameter => $"(\"{parameter.Name}\", {Value(parameter)})"));
        var path = read.PathParameters.Any()
            ? $"$\"{read.PathParameters.Aggregate(read.Path, (path, name) => path.Replace($"{{{name}}}", $"{{Segment({name})}}"))}\"" : $"\"{read.Path}\"";
        var signature = string.Join(", ", parameters.Append("ReadOptions? options = null").Append("CancellationToken cancel = default"));
        return ClientCode.Summary(Docs.Of(read.Method), "    ") + (read.IsPaged
            ? $"    public IAsyncEnumerable<{item}> {read.Name}Async({signature}) => WalkAsync<{item}>({path}, [{query}], options, cancel);\n"
            : $"    public Task<Viewed<{item}>> {read.Name}Async({signature}) => GetAsync<{item}>({path}, [{query}], options, cancel);\n");
    }

    /// <summary>What every read takes is in the options, the pages of a list are walked through, and of two names for the same time one will do.</summary>
    private static bool IsOwn(Read read, string parameter) => parameter switch
    {
        "min_position" => false,
        "after" or "limit" => !read.IsPaged,
        "effectiveAt" => read.Query.All(other => other.Name != "asOf"),
        _ => true,
    };

    private static string TypeOf(QueryParameter parameter) =>
        parameter.Type == typeof(DateTimeOffset) ? "DateTimeOffset" : parameter.Type == typeof(string) ? "string" : "long";

    private static string Value(QueryParameter parameter) => parameter.Type == typeof(string) ? parameter.Name : $"Text({parameter.Name})";
}
