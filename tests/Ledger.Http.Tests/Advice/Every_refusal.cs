using System.Reflection;
using System.Text.RegularExpressions;
using Ledger.Contracts;
using Ledger.Contracts.Ports;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Http.Tests.Advice;

/// <summary>
/// A refusal says what to do, and that works. Method: each code of the catalogue, and each rule by which facts are declared erroneous, has a test here that is
/// refused, does what it is advised to, and looks at the figures. <see cref="AdvisedAttribute"/> proves that the test followed what it was told.
/// </summary>
public sealed partial class Every_refusal
{
    private static readonly string[] Tested = [.. typeof(Every_refusal).Assembly.GetTypes().SelectMany(type => type.GetMethods())
        .SelectMany(method => method.GetCustomAttributes<AdvisedAttribute>()).Select(advised => advised.About).Distinct()];

    [Fact]
    public async Task Has_a_test_that_does_what_it_advises_or_a_reason_why_there_is_nothing_to_do()
    {
        using var client = await LedgerHost.ClientAsync();
        var codes = (await Reply.OfAsync(await client.GetAsync("/problems"))).MustBe(200).Json.List("items").Select(problem => problem.Text("code")).ToList();
        var without = NothingToFollow.ByReason.Values.SelectMany(listed => listed).ToList();
        Assert.Empty(codes.Except(Tested).Except(without));
        Assert.Empty(without.Intersect(Tested));
        Assert.Equal(without.Distinct(), without);
        Assert.Empty(without.Except(codes));
        Assert.Empty(Tested.Where(about => !about.Contains('.', StringComparison.Ordinal)).Except(codes));
    }

    [Fact]
    public async Task Of_a_declaration_has_a_test_that_puts_the_fact_right() => Assert.Equal(
        (await RulesAsync()).Select(rule => ContractOf(rule.Key)).Order(StringComparer.Ordinal),
        Tested.Where(about => about.Contains('.', StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    /// <summary>A rule that named no command would leave its reader alone with the mistake. Only numbers that are registered are chosen anew.</summary>
    [Fact]
    public async Task Of_a_declaration_names_the_command_that_puts_the_fact_right() => Assert.Equal(
        ["agreements.party-added.v1", "agreements.site-registered.v1"],
        (await RulesAsync()).Where(rule => !Commands().IsMatch(rule.Value.Instead)).Select(rule => ContractOf(rule.Key)).Order(StringComparer.Ordinal));

    private static async Task<IEnumerable<KeyValuePair<Type, DeclarationRule>>> RulesAsync() =>
        (await LedgerHost.AlbaAsync).Services.GetServices<IDeclarable>().SelectMany(context => context.Rules);

    private static string ContractOf(Type fact) => fact.GetCustomAttribute<ContractNameAttribute>(false)!.Name;

    [GeneratedRegex("[a-z]+ with [A-Z][a-z]+[A-Z][a-z]+|[A-Z][a-z]+[A-Z][A-Za-z]+")]
    private static partial Regex Commands();
}
