using System.Reflection;
using Ledger.Kernel;

namespace Ledger.Http.Tests.Limits;

public class Every_limit_has_its_test
{
    private static readonly IReadOnlyList<Limit> Rows = LimitTable.In(
        typeof(Program).Assembly.GetReferencedAssemblies().Where(name => name.Name!.StartsWith("Ledger.", StringComparison.Ordinal)).Select(Assembly.Load)
            .Append(typeof(Limit).Assembly).Distinct());

    [Fact]
    public void No_row_is_without_a_test_and_no_test_without_a_row()
    {
        var tested = typeof(Every_limit_has_its_test).Assembly.GetTypes().SelectMany(type => type.GetMethods())
            .Where(method => method.IsDefined(typeof(FactAttribute))).SelectMany(method => method.GetCustomAttributes<GoesBeyondAttribute>())
                .Select(covers => covers.Limit).ToHashSet();
        Assert.NotEmpty(Rows);
        Assert.Equal(Rows.Select(row => row.Name).Order(StringComparer.Ordinal), tested.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_row_has_a_name_of_its_own_and_says_what_happens()
    {
        Assert.Equal(Rows.Count, Rows.Select(row => row.Name).Distinct().Count());
        Assert.All(Rows, row => Assert.True(row is { Value: > 0, Unit.Length: > 0, Of.Length: > 0, Beyond.Length: > 0 }, row.Name));
    }
}
