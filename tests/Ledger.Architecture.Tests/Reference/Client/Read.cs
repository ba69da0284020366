using System.Reflection;
using Ledger.Door.Reads;
using Wolverine.Http;

namespace Ledger.Architecture.Tests.Reference.Client;

/// <summary>A read of a book, as the code declares it: its name, address, parameters and answer.</summary>
internal sealed record Read(Assembly Room, MethodInfo Method, string Name, string Path, Type Item, bool IsPaged, IReadOnlyList<QueryParameter> Query)
{
    private const string Below = "/books/{book}";

    public static IEnumerable<Read> All() => Projects.Contexts
        .SelectMany(room => room.GetTypes(), (room, type) => (room, type))
        .SelectMany(pair => pair.type.GetMethods(BindingFlags.Public | BindingFlags.Static), (pair, method) => Of(pair.room, method))
        .OfType<Read>()
        .OrderBy(read => read.Name, StringComparer.Ordinal);

    public IEnumerable<string> PathParameters => Path.Split('/').Where(segment => segment.StartsWith('{')).Select(segment => segment.Trim('{', '}'));

    private static Read? Of(Assembly room, MethodInfo method)
    {
        var answers = method.GetCustomAttributes()
            .SingleOrDefault(attribute => attribute.GetType().Name.StartsWith("AnswersAttribute", StringComparison.Ordinal));
        if (answers is null || (string)answers.GetType().GetProperty("As")!.GetValue(answers)! != "application/json"
            || method.GetCustomAttribute<WolverineGetAttribute>() is not { } get || !get.Template.StartsWith(Below, StringComparison.Ordinal))
        {
            return null;
        }

        var type = (Type)answers.GetType().GetProperty("Type")!.GetValue(answers)!;
        if (type == typeof(object))
        {
            // Somebody else's JSON, which is handed on as it is.
            return null;
        }

        var isPaged = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Page<>);
        var query = ReadParameters.Of(method.GetCustomAttributes())!;
        return new(room, method, get.OperationId!, get.Template[Below.Length..].TrimStart('/'), isPaged ? type.GetGenericArguments()[0] : type, isPaged, query);
    }
}
