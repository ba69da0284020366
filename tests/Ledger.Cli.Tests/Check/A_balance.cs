using System.Text.Json;
using Ledger.Cli.Check;

namespace Ledger.Cli.Tests.Check;

public class A_balance
{
    [Fact]
    public void is_found_wherever_the_answer_says_that_something_holds()
    {
        using var answer = JsonDocument.Parse(
            """{"position":9,"journal":{"holds":true,"sum":0},"custody":{"holds":false,"differences":[{"account":"site:A/received"}]}}""");

        Assert.Equal([("journal", true), ("custody", false)], Balance.In(answer.RootElement).Select(balance => (balance.Name, balance.Holds)));
    }
}
