using System.Reflection;
using Ledger.Kernel;
using Ledger.Store;
using Microsoft.AspNetCore.Http;

namespace Ledger.Door.Refusals;

/// <summary>
/// All codes that a problem can carry, found in the static classes named <c>*Problems</c> of the platform and of each context. Two contexts may refuse for
/// the same reason, but a code means one thing everywhere: one that is defined in two ways stops the host from starting.
/// </summary>
public sealed class ProblemCatalogue
{
    private readonly SortedDictionary<string, ProblemCode> _byCode = new(StringComparer.Ordinal);

    public ProblemCatalogue(IEnumerable<LedgerContext> contexts)
        : this(contexts.Select(context => context.Assembly).Append(typeof(Problems).Assembly).Append(typeof(ProblemCatalogue).Assembly).Distinct()
            .SelectMany(ClassesIn))
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
        type.GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.FieldType == typeof(ProblemCode))
            .Select(field => (ProblemCode)field.GetValue(null)!);
}
