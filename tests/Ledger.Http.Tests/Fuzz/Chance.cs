using System.Text.Json;
using CsCheck;

namespace Ledger.Http.Tests.Fuzz;

/// <summary>Generators of JSON text; null stands for a member that is left out.</summary>
internal static class Chance
{
    public static Gen<string?> Absent { get; } = Gen.Const<string?>((string?)null);

    /// <summary>A number that nobody has used.</summary>
    public static Gen<string> Number(string prefix) => Gen.Int[1, 999_999_999].Select(n => $"{prefix}{n}");

    public static Gen<string?> Fresh(string prefix) => Number(prefix).Select(JsonText);

    public static Gen<string?> Text(params string[] values) => Gen.OneOf(values).Select(JsonText);

    public static Gen<string?> Raw(params string[] values) => Gen.OneOf(values).Select(value => (string?)value);

    public static Gen<string?> Texts(string[] pool, int most = 2) =>
        Gen.OneOf(pool).Array[1, most].Select(all => (string?)JsonSerializer.Serialize(all.Distinct()));

    public static Gen<string?> FreshTexts(string prefix) => Number(prefix).Array[1, 3].Select(all => (string?)JsonSerializer.Serialize(all.Distinct()));

    /// <summary>Left out more often than not.</summary>
    public static Gen<string?> Seldom(this Gen<string?> gen) => Gen.Frequency<string?>((1, gen), (5, Absent));

    /// <summary>All of them, in order.</summary>
    public static Gen<T[]> All<T>(IEnumerable<Gen<T>> gens) =>
        gens.Aggregate(Gen.Const(Array.Empty<T>()), (all, one) => Gen.Select(all, one, (before, last) => before.Append(last).ToArray()));

    /// <summary>Mostly the first.</summary>
    public static Gen<T> Mostly<T>(this Gen<T> usual, int times, Gen<T> odd) => Gen.Frequency<T>((times, usual), (1, odd));

    private static string? JsonText(string value) => JsonSerializer.Serialize(value);
}
