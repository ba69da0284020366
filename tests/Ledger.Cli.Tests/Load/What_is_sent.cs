using Ledger.Cli.Shared;

namespace Ledger.Cli.Tests.Load;

public class What_is_sent : LoadFixture
{
    [Fact]
    public async Task Every_line_once_and_in_order_in_bounded_requests()
    {
        Lines(1_001);

        Assert.Equal(ExitCode.Done, await Load());

        Assert.Equal(Enumerable.Range(1, 1_001), Ledger.Seen);
        Assert.Equal(6, Ledger.Requests);
        Assert.Equal((1_001, 1_001, true), (State().Accepted, State().Line, State().Done));
    }

    [Fact]
    public async Task Refusals_are_counted_by_code_and_are_no_failure()
    {
        Lines(20);
        Ledger.Answer = (n, _) =>
            n switch { 3 or 5 => ("already-shipped", "no"), 7 => ("rack-full", "no"), 9 => ("order-refused", "commitment-exceeded"), _ => null };

        Assert.Equal(ExitCode.Done, await Load());

        var state = State();
        Assert.Equal(17, state.Accepted);
        Assert.Equal(new Dictionary<string, long> { ["already-shipped"] = 2, ["rack-full"] = 1 }, state.Refused);
        Assert.Equal(new Dictionary<string, long> { ["commitment-exceeded"] = 1 }, state.OrdersRefused);
    }

    [Fact]
    public async Task A_line_that_is_too_early_is_sent_again_and_the_refused_ones_behind_it_once_more()
    {
        Lines(10);
        Ledger.Answer = (n, times) => (n, times) switch
        {
            (4, < 4) => ("order-not-confirmed", "yes"),
            (5, 1) => ("over-shipment", "no"),
            (8, _) => ("already-shipped", "no"),
            _ => null,
        };

        Assert.Equal(ExitCode.Done, await Load());

        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 4, 4, 4, 5, 8], Ledger.Seen);
        Assert.Equal((9, "already-shipped"), (State().Accepted, Assert.Single(State().Refused.Keys)));
    }

    [Fact]
    public async Task A_line_that_stays_too_early_is_given_up_after_ten_more_tries()
    {
        Lines(3);
        Ledger.Answer = (n, _) => n == 2 ? ("order-not-confirmed", "yes") : null;

        Assert.Equal(ExitCode.Done, await Load());

        Assert.Equal(11, Ledger.Seen.Count(n => n == 2));
        Assert.Equal(1, State().Refused["order-not-confirmed"]);
    }
}
