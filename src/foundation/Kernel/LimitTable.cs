using System.Reflection;

namespace Ledger.Kernel;

/// <summary>
/// The one table of limits, found in the static classes named <c>*Limits</c> of the platform and of each context, as problems are. A row refers to the constant
/// that the code goes by, so that no number has two homes.
/// </summary>
public static class LimitTable
{
    public static IReadOnlyList<Limit> In(IEnumerable<Assembly> assemblies) => [.. assemblies.SelectMany(ClassesIn).SelectMany(RowsOf)];

    private static IEnumerable<Type> ClassesIn(Assembly assembly) => assembly.GetTypes()
        .Where(type => type is { IsAbstract: true, IsSealed: true } && type.Name.EndsWith("Limits", StringComparison.Ordinal))
            .OrderBy(type => type.Name, StringComparer.Ordinal);

    private static IEnumerable<Limit> RowsOf(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.FieldType == typeof(Limit))
            .Select(field => (Limit)field.GetValue(null)!);
}
