using System.CommandLine;
using Ledger.Cli.Shared;

namespace Ledger.Cli.Tests.Shared;

public class Times_as_options
{
    [Theory]
    [InlineData("2026-12-31T23:59:59Z")]
    [InlineData("2027-01-01T00:59:59+01:00")]
    [InlineData("2026-12-31T15:59:59.000-08:00")]
    public void Are_taken_with_their_offset(string text)
    {
        var (parsed, time) = Parse(text);

        Assert.Empty(parsed.Errors);
        Assert.Equal(new DateTimeOffset(2026, 12, 31, 23, 59, 59, TimeSpan.Zero), parsed.GetValue(time)!.Value.ToUniversalTime());
    }

    [Theory]
    [InlineData("2026-12-31T23:59:59")]
    [InlineData("2026-12-31")]
    [InlineData("yesterday")]
    [InlineData("soonZ")]
    public void Are_wrong_usage_without_one(string text) =>
        Assert.Contains("--at must be a time with an offset", Assert.Single(Parse(text).Parsed.Errors).Message);

    private static (ParseResult Parsed, Option<DateTimeOffset?> Time) Parse(string text)
    {
        var time = CommonOptions.Time("--at", "When");
        return (new RootCommand { time }.Parse(["--at", text]), time);
    }
}
