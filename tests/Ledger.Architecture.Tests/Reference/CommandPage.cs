using System.Reflection;
using System.Text;
using Ledger.Contracts;
using Ledger.Door.Docs;
using Ledger.Door.Refusals;
using Ledger.Kernel;
using Ledger.Store;
using Wolverine.Http;

namespace Ledger.Architecture.Tests.Reference;

/// <summary>Renders the page of all commands from the code of the contexts.</summary>
internal static class CommandPage
{
    private static readonly XmlDocs Docs = new();

    public static string Render()
    {
        var page = new StringBuilder(Head());
        foreach (var context in Projects.Contexts)
        {
            var slices = context.GetTypes().SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Static))
                .Where(m => m.IsDefined(typeof(WolverinePostAttribute)) && m.GetParameters().Any(p => p.ParameterType.IsAssignableTo(typeof(ICommand))))
                .OrderBy(RouteOf, StringComparer.Ordinal).ToList();
            page.Append(slices.Count == 0 ? "" : $"\n## {context.GetName().Name!.Split('.')[1]}\n");
            slices.ForEach(slice => Append(page, slice));
        }

        return page.ToString();
    }

    private static string Head() => $"""
        # Commands

        A command is posted to the book that it is for, as a JSON object, to the address shown; or as a line of `POST /books/{"{book}"}/commands`, with its
        name as the first member, `type`. Every command also takes `occurredAt`, an ISO 8601 time with offset between 2000 and 2100: when it happened; absent
        means now.

        What is accepted is answered with 200, or 201 where it is the first under its number. Any command can be refused with
        {Codes(
            Problems.MalformedJson, Problems.InvalidCommand, Problems.UnknownBook, Problems.OccurredInTheFuture, Problems.BodyTooLarge,
            Problems.UnsupportedMediaType, Problems.Contended, Problems.Unavailable)};
        one that names a document by its number also with {Codes(Problems.AmbiguousNumber)};
        one that moves units also with {Codes(Problems.UnitNotThere)} or, from the origin, {Codes(Problems.AlreadyRegistered)}, when another command was
        faster. Each command's own codes stand with it; [problems.md](problems.md) says what they mean. Accounts are shown by kind: `site/received` is
        `site:PDX1/received` at PDX1.

        This page is generated from the code; a test keeps it so.

        """;

    private static void Append(StringBuilder page, MethodInfo slice)
    {
        var command = slice.GetParameters().Single(p => p.ParameterType.IsAssignableTo(typeof(ICommand))).ParameterType;
        var used = CodeReader.UsedBy(slice.DeclaringType!);
        var events = used.OfType<ConstructorInfo>().Select(c => c.DeclaringType!).Where(t => t.IsAssignableTo(typeof(IFact))).Distinct();
        var codes = used.OfType<FieldInfo>().Where(f => f.FieldType == typeof(ProblemCode)).Select(f => (ProblemCode)f.GetValue(null)!).DistinctBy(p => p.Code);
        page.Append($"\n### {command.Name}\n\n{Docs.Of(command)}\n\n`POST {RouteOf(slice)}`\n\n");
        page.Append("| field | type | required | limits | meaning |\n|---|---|---|---|---|\n").AppendJoin('\n', CommandFields.RowsOf(command)).Append('\n');
        foreach (var recorded in events)
        {
            var ways = string.Join("; ", recorded.GetCustomAttributes<MovesAttribute>().Select(way => $"{way.From} → {way.To}"));
            page.Append($"\nRecords `{ContractTypes.NameOf(recorded)}`{(ways.Length == 0 ? "" : $", moves units {ways}")}.\n");
        }

        page.Append($"\nRefuses with {Codes([.. codes.OrderBy(p => p.Code, StringComparer.Ordinal)])}.\n");
    }

    private static string RouteOf(MethodInfo slice) => slice.GetCustomAttribute<WolverinePostAttribute>()!.Template;

    private static string Codes(params ProblemCode[] codes) => codes.Length == 0 ? "no code of its own" : string.Join(", ", codes.Select(p => $"`{p.Code}`"));
}

/// <summary>Renders the page of all problem codes.</summary>
internal static class ProblemPage
{
    public static string Render()
    {
        var assemblies = Projects.Storeys.Concat(Projects.Contexts).ToList();
        var catalogue = new ProblemCatalogue(assemblies.SelectMany(ProblemCatalogue.ClassesIn));
        var contexts =
            assemblies.SelectMany(
                a => ProblemCatalogue.ClassesIn(a).SelectMany(ProblemCatalogue.CodesIn), (a, p) =>
                    (p.Code, Name: Projects.Storeys.Contains(a) ? "all" : a.GetName().Name!.Split('.')[1])).ToLookup(p => p.Code, p => p.Name);
        var rows = catalogue.All.Select(p => $"| `{p.Code}` | {p.Status} | {RetryOf(p.Retryable)} | {p.Title} | {ContextsOf([.. contexts[p.Code]])} |");
        return $"""
            # Problems

            What is refused comes back as `application/problem+json` (RFC 9457) with one of these codes; `GET /problems/{"{code}"}` answers the same. A code
            never changes its meaning. *Retry* says whether the same request may be sent again: `yes`, the reason passes by itself; `same-key`, the outcome is
            unknown, send it with the same idempotency key; `no`, something must change first.

            This page is generated from the code; a test keeps it so.

            | code | status | retry | title | context |
            |---|---|---|---|---|
            {string.Join('\n', rows)}

            """;
    }

    private static string RetryOf(Retryable retryable) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(retryable.ToString());

    /// <summary>A code that contexts share is defined in the platform; then those that use it are of interest.</summary>
    private static string ContextsOf(string[] names) => names is ["all"] ? "all" : string.Join(", ", names.Except(["all"]));
}
