using Ledger.Access.Failures;

namespace Ledger.Decisions.Tests.Access;

public class Failures_are_counted
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_same_in_one_minute_is_one_row()
    {
        var failure = new AccessFailure("A", "book", "wrong-secret", "192.0.2.1");
        var counts = FailureLog.Count(
            [(Noon, failure), (Noon.AddSeconds(59), failure), (Noon.AddSeconds(60), failure), (Noon, failure with { Reason = "expired" })]);
        Assert.Equal([2L, 1L, 1L], counts.Values.OrderDescending());
        Assert.All(counts.Keys, row => Assert.Equal(0, row.Minute.Second));
    }

    [Fact]
    public void However_many_addresses_there_are_only_so_many_are_told_apart()
    {
        var counts = FailureLog.Count(Enumerable.Range(0, 100_000).Select(i => (Noon, new AccessFailure(null, null, "unknown", $"2001:db8::{i:x}"))));
        Assert.Equal(FailureLog.ToldApartMax + 1, counts.Count);
        Assert.Equal(100_000, counts.Values.Sum());
        Assert.Equal(100_000 - FailureLog.ToldApartMax, counts.Single(row => row.Key.Remote == FailureLog.Others).Value);
    }
}
