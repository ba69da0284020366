using Ledger.Http.Tests.Audit.Exports;
using Xunit.Abstractions;

namespace Ledger.Http.Tests.Times;

/// <summary>
/// Goal: the ledger and the verifier, who have no line of code in common, come to the same effective times, and at none of them is anything below zero, or
/// more shipped than ordered. Method: a deal by chance, in which facts are told in any order, also before their causes; it is exported and verified.
/// </summary>
public sealed class Any_deal_told_in_any_order_is_verified(OwnHost host, ITestOutputHelper output) : IClassFixture<OwnHost>
{
    [Fact]
    public async Task By_the_verifier_and_by_the_checks()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"Seed {seed}.");
        var deal = await SealedDeal.OpenAsync(host, "both");
        await new RandomDeal(deal.Book, seed, ordered: 30).PlayAsync(150);
        await FirstDeal.SettledAsync(deal.Book);
        await deal.SealAsync();

        var report = await deal.VerifyAsync();
        Assert.True(report.Findings.Count == 0, $"Seed {seed}: {string.Join("\n", report.Findings.Take(5))}");
        var checks = (await deal.Book.GetAsync("checks")).MustBe(200).Json;
        Assert.True(checks.GetProperty("holds").GetBoolean(), $"Seed {seed}: {checks}");
        foreach (var moment in await MomentsAsync(deal.Book))
        {
            var line = (await deal.Book.GetAsync($"agreements/SA-1/progress?effectiveAt={Uri.EscapeDataString(moment)}")).MustBe(200).Json.List("lines")[0];
            Assert.True(line.Number("shipped") <= line.Number("ordered"), $"Seed {seed}, {moment}: {line}");
        }

        var late = (await deal.Book.GetAsync("reports/late-facts")).MustBe(200).Json;
        Assert.True(late.List("partners").Sum(partner => partner.Number("movedCount")) > 0, $"With seed {seed} nothing was told too early.");
    }

    /// <summary>When shipments and what becomes of them take effect.</summary>
    private static async Task<IReadOnlyList<string>> MomentsAsync(TestBook book) =>
        [.. (await book.EventsAsync()).Where(e => e.Text("type")!.StartsWith("logistics.", StringComparison.Ordinal))
            .Select(e => e.TextOrNull("effectiveAt") ?? e.GetProperty("data").Text("occurredAt")!).Distinct()];
}
