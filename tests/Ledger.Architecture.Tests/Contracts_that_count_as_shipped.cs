using System.Reflection;
using System.Text.RegularExpressions;
using Ledger.Contracts;
using Ledger.Logistics;

namespace Ledger.Architecture.Tests;

/// <summary>The check of what was shipped reads events by SQL: it must know each of those that the guard of order lines counts.</summary>
public sealed partial class Contracts_that_count_as_shipped
{
    [Fact]
    public void Are_all_in_the_check()
    {
        var context = typeof(LogisticsModule).Assembly;
        var counted = context.GetTypes().Where(type => type is { IsInterface: false } && type.GetInterfaces().Any(i => i.Name == "ICountsAsShipped"))
            .Select(type => type.GetCustomAttribute<ContractNameAttribute>()!.Name).Order(StringComparer.Ordinal).ToList();
        using var sql = new StreamReader(context.GetManifestResourceStream("over-shipped.sql")!);
        Assert.True(counted.Count > 5);
        Assert.Equal(counted, Contract().Matches(sql.ReadToEnd()).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"logistics\.[a-z-]+\.v\d+")]
    private static partial Regex Contract();
}
