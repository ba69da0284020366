namespace Ledger.Http.Tests.Signatures;

/// <summary>
/// Goal: what nobody answers in time ends by itself. Method: a host whose clock is two days slow, so that the last day of a proposal is over soon.
/// </summary>
public sealed class A_proposal_expires(OwnHost own) : IClassFixture<OwnHost>
{
    [Fact]
    public async Task When_its_last_day_is_over_and_nobody_accepts_it_afterwards()
    {
        own.Pass(TimeSpan.FromDays(-2));
        var book = await own.BookAsync(signatures: "both");
        var deal = new Partners(book, own.Client, "live");
        var lines = new[] { new { line = 1, product = TestBook.Gpu, quantity = 10, from = "2026-01-01", until = "2027-12-31" } };
        var expiresOn = own.Now.AddDays(1).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var signing = new { agreement = "SA-1", supplier = "SUP", customer = "CUS", lines, expiresOn };
        await deal.MustPostAsync("SUP", "agreements", signing);
        await deal.GetWhenAsync("CUS", "agreements/SA-1/proposals", p => p.List("proposals")[0].Text("state") == "expired");

        var late = new { agreement = "SA-1", proposal = 1, by = "CUS", occurredAt = own.Now.AddHours(-1) };
        var refused = (await deal.PostAsync("CUS", "agreements/proposals/accept", late)).Reply.MustRefuse(409, "proposal-not-open");
        Assert.Contains("Make a new proposal", refused.Json.Text("detail"), StringComparison.Ordinal);
        await deal.MustPostAsync("SUP", "agreements", new { agreement = "SA-1", supplier = "SUP", customer = "CUS", lines });
        await deal.MustPostAsync("CUS", "agreements/proposals/accept", new { agreement = "SA-1", proposal = 2, by = "CUS" });
    }
}
