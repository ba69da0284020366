using System.Globalization;

namespace Ledger.Decisions.Tests.Golden;

/// <summary>Fills a contract with plain values, every member set, so that each is seen in the sample.</summary>
internal static class Sample
{
    private static readonly DateTimeOffset At = new(2026, 11, 1, 9, 30, 0, TimeSpan.Zero);

    public static object Of(Type type, string name = "")
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsEnum)
        {
            return Enum.GetValues(type).GetValue(Enum.GetValues(type).Length - 1)!;
        }

        if (type.IsGenericType && type.GetGenericArguments() is [var item] && type.IsAssignableTo(typeof(System.Collections.IEnumerable)))
        {
            var array = Array.CreateInstance(item, 2);
            array.SetValue(Of(item, name + "1"), 0);
            array.SetValue(Of(item, name + "2"), 1);
            return array;
        }

        return type switch
        {
            _ when type == typeof(string) => name.Length == 0 ? "text" : char.ToLowerInvariant(name[0]) + name[1..],
            _ when type == typeof(int) => 3,
            _ when type == typeof(long) => 72_000L,
            _ when type == typeof(bool) => true,
            _ when type == typeof(decimal) => decimal.Parse("1.25", CultureInfo.InvariantCulture),
            _ when type == typeof(Guid) => new Guid("0199d5a0-0000-7000-8000-000000000001"),
            _ when type == typeof(DateTimeOffset) => At,
            _ when type == typeof(DateOnly) => new DateOnly(2027, 6, 30),
            _ => Create(type),
        };
    }

    private static object Create(Type type)
    {
        var constructor = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First();
        return constructor.Invoke([.. constructor.GetParameters().Select(p => Of(p.ParameterType, p.Name!))]);
    }
}
