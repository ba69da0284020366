using System.Reflection;
using Ledger.Platform.OpenApi;
using Ledger.Platform.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Platform.Http;

/// <summary>
/// All codes that a problem can carry, found in the static classes named <c>*Problems</c> of the platform and of each context. Two contexts may refuse for
/// the same reason, but a code means one thing everywhere: one that is defined in two ways stops the host from starting.
/// </summary>
public sealed class ProblemCatalogue
{
    private readonly SortedDictionary<string, ProblemCode> _byCode = new(StringComparer.Ordinal);

    public ProblemCatalogue(IEnumerable<LedgerContext> contexts)
        : this(contexts.Select(context => context.Assembly).Append(typeof(Problems).Assembly).Distinct().SelectMany(ClassesIn))
    {
    }

    /// <exception cref="InvalidOperationException">A code is defined in two ways.</exception>
    public ProblemCatalogue(IEnumerable<Type> classes)
    {
        foreach (var problem in classes.SelectMany(CodesIn))
        {
            if (!_byCode.TryAdd(problem.Code, problem) && _byCode[problem.Code] != problem)
            {
                throw new InvalidOperationException($"The problem code {problem.Code} is defined in two ways: {_byCode[problem.Code]} and {problem}.");
            }
        }
    }

    public IReadOnlyCollection<ProblemCode> All => _byCode.Values;

    public ProblemCode? Find(string code) => _byCode.GetValueOrDefault(code);

    public static IEnumerable<Type> ClassesIn(Assembly assembly) =>
        assembly.GetTypes().Where(type => type is { IsAbstract: true, IsSealed: true } && type.Name.EndsWith("Problems", StringComparison.Ordinal));

    public static IEnumerable<ProblemCode> CodesIn(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.FieldType == typeof(ProblemCode)).Select(field => (ProblemCode)field.GetValue(null)!);
}

/// <summary>Where a problem's <c>type</c> leads to.</summary>
public static class ProblemReads
{
    public static void MapProblems(this IEndpointRouteBuilder app)
    {
        // Asked for now, so that a catalogue that contradicts itself is found at the start and not at the first problem.
        app.ServiceProvider.GetRequiredService<ProblemCatalogue>();
        app.MapGet("/problems", List).WithName("ListProblems");
        app.MapGet("/problems/{code}", Read).WithName("ReadProblem");
    }

    /// <summary>All codes that a problem can carry.</summary>
    [Answers<Page<ProblemCode>>(IsWhole = true)]
    private static IResult List(ProblemCatalogue catalogue) => Views.Json(new Page<ProblemCode>([.. catalogue.All], null));

    /// <summary>What a code means, and whether a request that met it may be sent again.</summary>
    [Answers<ProblemCode>]
    private static IResult Read(string code, ProblemCatalogue catalogue) => catalogue.Find(code) is { } problem
        ? Views.Json(problem)
        : Problem.Of(Problems.UnknownProblem, "No problem of this ledger carries this code.");
}
