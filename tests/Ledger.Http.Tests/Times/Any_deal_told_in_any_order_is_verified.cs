using Ledger.Http.Tests.Audit.Exports;
using Xunit.Abstractions;

namespace Ledger.Http.Tests.Times;

/// <summary>
/// Goal: the ledger and the verifier, who have no line of code in common, come to the same effective times, and at none of them is anything below zero.
/// Method: a deal by chance, in which facts are told in any order, also before their causes; it is exported and verified.
/// </summary>
public sealed class Any_deal_told_in_any_order_is_verified(OwnHost host, ITestOutputHelper output) : IClassFixture<OwnHost>
{
    [Fact]
    public async Task By_the_verifier_and_by_the_checks()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"Seed {seed}.");
        var deal = await SealedDeal.OpenAsync(host, "both");
        await new RandomDeal(deal.Book, seed).PlayAsync(150);
        await FirstDeal.SettledAsync(deal.Book);
        await deal.SealAsync();

        var report = await deal.VerifyAsync();
        Assert.True(report.Findings.Count == 0, $"Seed {seed}: {string.Join("\n", report.Findings.Take(5))}");
        var checks = (await deal.Book.GetAsync("checks")).MustBe(200).Json;
        Assert.True(checks.GetProperty("holds").GetBoolean(), $"Seed {seed}: {checks}");
        var late = (await deal.Book.GetAsync("reports/late-facts")).MustBe(200).Json;
        Assert.True(late.List("partners").Sum(partner => partner.Number("movedCount")) > 0, $"With seed {seed} nothing was told too early.");
    }
}
