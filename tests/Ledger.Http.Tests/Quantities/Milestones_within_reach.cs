namespace Ledger.Http.Tests.Quantities;

/// <summary>A milestone that can never be reached is refused, when it is signed and when an amendment would put it out of reach.</summary>
public sealed class Milestones_within_reach
{
    [Fact]
    public async Task Need_no_more_than_is_committed()
    {
        var book = await TestBook.OpenAsync();
        var refused = (await book.PostAsync("agreements", Agreement(11))).MustRefuse(409, "milestone-out-of-reach");
        Assert.Equal(
            "Milestone M-1 needs 11 units, but the lines commit to 10 that count toward it. Lower it, or raise a line.", refused.Json.Text("detail"));

        // What the refusal advises works: to lower the milestone, and to raise the line with it.
        (await book.PostAsync("agreements", Agreement(10))).MustBe(201);
        (await book.PostAsync("agreements/amend", Amendment("A-1", 9))).MustRefuse(409, "milestone-out-of-reach");
        (await book.PostAsync("agreements/amend", Amendment("A-1", 12, Milestone(13)))).MustRefuse(409, "milestone-out-of-reach");
        (await book.PostAsync("agreements/amend", Amendment("A-1", 13, Milestone(13)))).MustBe(200);

        // A product that is not registered counts nothing, and is told first.
        (await book.PostAsync("agreements/amend", Amendment("A-2", 13, Milestone(1, "acme:none")))).MustRefuse(404, "unknown-product");
    }

    private static object Agreement(long needed) =>
        new { agreement = "SA-1", supplier = "SUP", customer = "CUS", lines = Lines(10), milestones = new[] { Milestone(needed) } };

    private static object Amendment(string amendment, long committed, params object[] milestones) =>
        new { agreement = "SA-1", amendment, reason = "x", lines = Lines(committed), milestones };

    private static object Milestone(long quantity, string product = TestBook.Gpu) =>
        new { milestone = "M-1", name = "All", metric = "accepted", product, quantity, dueOn = "2027-12-31" };

    private static object[] Lines(long quantity) => [new { line = 1, product = TestBook.Gpu, quantity, from = "2026-01-01", until = "2027-12-31" }];
}
