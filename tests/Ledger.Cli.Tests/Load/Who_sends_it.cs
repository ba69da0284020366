using Ledger.Cli.Shared;

namespace Ledger.Cli.Tests.Load;

/// <summary>With a ring of keys, each line is sent with one that may post it.</summary>
public class Who_sends_it : LoadFixture
{
    [Fact]
    public async Task Each_line_goes_with_a_key_that_may_post_it_and_neighbours_of_one_key_in_one_request()
    {
        (Ledger.Callers["sup"], Ledger.Callers["cus"]) = ("\"Ship\",\"Sign\"", "\"Order\",\"Sign\"");
        Ring("sup", "cus");
        Lines(
            """{"type":"Ship","n":1}""", """{"type":"Ship","n":2}""", """{"type":"Order","n":3}""", """{"type":"Ship","n":4}""",
            """{"type":"Sign","n":5,"supplier":"SUP"}""",
            """{"type":"Sign","n":6,"by":"CUS"}""");

        Assert.Equal(ExitCode.Done, await Load());

        Assert.Equal([(1, "sup"), (2, "sup"), (3, "cus"), (4, "sup"), (5, "sup"), (6, "cus")], Ledger.Keys.Select(sent => (sent.Line, sent.Bearer)));
        Assert.Equal(4, Ledger.Requests);
    }

    [Fact]
    public async Task What_no_key_may_post_is_left_to_the_ledger_to_refuse()
    {
        Ledger.Callers["sup"] = "\"Ship\"";
        Ring("sup", "stale");
        Lines("""{"type":"Accept","n":1}""");
        Ledger.Answer = (_, _) => ("not-permitted", "no");

        Assert.Equal(ExitCode.Done, await Load());

        Assert.Equal("not-permitted", Assert.Single(State().Refused.Keys));
    }
}
