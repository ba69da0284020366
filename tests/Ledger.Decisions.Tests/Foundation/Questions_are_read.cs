using System.Text;
using Ledger.Door.Commands;
using Ledger.Door.Reads;
using Ledger.Door.Refusals;
using Ledger.Kernel;
using Microsoft.AspNetCore.Http;

namespace Ledger.Decisions.Tests.Foundation;

/// <summary>Pages and moments, as they stand in an address.</summary>
public class Questions_are_read
{
    [Theory]
    [InlineData("", 50)]
    [InlineData("?limit=1", 1)]
    [InlineData("?limit=200", 200)]
    public void A_page_has_1_to_200_entries(string query, int limit)
    {
        var (page, problem) = PageRequest.Read(Request(query));
        Assert.Null(problem);
        Assert.Equal(("", limit), (page.After, page.Limit));
    }

    [Theory]
    [InlineData("?limit=0")]
    [InlineData("?limit=201")]
    [InlineData("?limit=-1")]
    [InlineData("?limit=+5")]
    [InlineData("?limit=%205")]
    [InlineData("?limit=ten")]
    [InlineData("?limit=")]
    [InlineData("?limit=99999999999")]
    public void Any_other_length_is_refused_by_name(string query) => Refused(PageRequest.Read(Request(query)).Problem, "limit");

    [Theory]
    [InlineData("?after=%2B%2F")]
    [InlineData("?after=a")]
    [InlineData("?after=not%20mine")]
    public void A_cursor_of_ones_own_making_is_refused(string query) => Refused(PageRequest.Read(Request(query)).Problem, "after");

    [Theory]
    [InlineData("batch/B-1")]
    [InlineData("acme:B300 G-1/ü")]
    public void The_cursor_of_a_page_leads_to_the_entry_after_it(string key)
    {
        var first = new PageRequest("", 2).PageOf(["a", key, "z"], k => k);
        Assert.Equal(["a", key], first.Items);
        var (page, problem) = PageRequest.Read(Request($"?after={first.Next}&limit=2"));
        Assert.Null(problem);
        Assert.Equal((key, 2), (page.After, page.Limit));
    }

    [Fact]
    public void The_last_page_has_no_next() => Assert.Null(new PageRequest("", 2).PageOf(["a", "b"], k => k).Next);

    [Fact]
    public void A_cursor_cannot_smuggle_a_zero_into_the_store() =>
        Assert.Equal("ab", PageRequest.Read(Request("?after=" + Convert.ToBase64String(Encoding.UTF8.GetBytes("a\0b")).TrimEnd('='))).Page.After);

    [Theory]
    [InlineData("", null, null)]
    [InlineData("?asOf=2026-05-01T12:00:00Z", "2026-05-01T12:00:00Z", null)]
    [InlineData("?asOf=2026-05-01T12:00:00%2B02:00", "2026-05-01T10:00:00Z", null)]
    [InlineData("?asOf=2026-05-01T12:00:00+02:00", "2026-05-01T10:00:00Z", null)]
    [InlineData("?asOf=2000-01-01T00:00:00Z", "2000-01-01T00:00:00Z", null)]
    [InlineData("?effectiveAt=2026-05-01T12:00:00+02:00", "2026-05-01T10:00:00Z", null)]
    [InlineData("?atPosition=0", null, 0L)]
    [InlineData("?atPosition=9223372036854775807", null, long.MaxValue)]
    [InlineData("?asOf=2026-05-01T00:00:00.5Z&atPosition=7", "2026-05-01T00:00:00.5Z", 7L)]
    public void A_moment_is_a_time_a_position_or_both(string query, string? asOf, long? atPosition)
    {
        var (asked, problem) = MomentRequest.Read(Request(query));
        Assert.Null(problem);
        Assert.Equal(asOf is null ? null : DateTimeOffset.Parse(asOf, System.Globalization.CultureInfo.InvariantCulture), asked.EffectiveAt);
        Assert.Equal(atPosition, asked.Position);
        Assert.Equal(query.Length == 0, new Moment(asked.EffectiveAt, asked.Position).IsNow);
    }

    [Theory]
    [InlineData("?knownAt=0", 0L, null)]
    [InlineData("?knownAt=700", 700L, null)]
    [InlineData("?knownAt=2026-05-01T12:00:00%2B02:00", null, "2026-05-01T10:00:00Z")]
    public void What_was_known_is_a_size_of_the_log_or_a_time(string query, long? size, string? time)
    {
        var (asked, problem) = MomentRequest.Read(Request(query));
        Assert.Null(problem);
        Assert.Equal(
            (size, time is null ? null : DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture)), (asked.KnownSize, asked.KnownTime));
    }

    [Theory]
    [InlineData("?asOf=1999-12-31T23:59:59Z", "asOf")]
    [InlineData("?effectiveAt=1999-12-31T23:59:59Z", "effectiveAt")]
    [InlineData("?effectiveAt=7", "effectiveAt")]
    [InlineData("?knownAt=", "knownAt")]
    [InlineData("?knownAt=-1", "knownAt")]
    [InlineData("?knownAt=2026-05-01", "knownAt")]
    [InlineData("?knownAt=9223372036854775808", "knownAt")]
    [InlineData("?asOf=2026-05-01T00:00:00Z&effectiveAt=2026-05-01T00:00:00Z", "effectiveAt")]
    [InlineData("?atPosition=7&knownAt=7", "knownAt")]
    [InlineData("?asOf=2026-05-01", "asOf")]
    [InlineData("?asOf=2026-05-01T12:00:00", "asOf")]
    [InlineData("?asOf=2026-02-30T12:00:00Z", "asOf")]
    [InlineData("?asOf=yesterday", "asOf")]
    [InlineData("?asOf=", "asOf")]
    [InlineData("?asOf=05/01/2026", "asOf")]
    [InlineData("?asOf=12:00", "asOf")]
    [InlineData("?atPosition=-1", "atPosition")]
    [InlineData("?atPosition=1.5", "atPosition")]
    [InlineData("?atPosition=", "atPosition")]
    [InlineData("?atPosition=9223372036854775808", "atPosition")]
    public void What_is_no_moment_is_refused_by_name(string query, string parameter) => Refused(MomentRequest.Read(Request(query)).Problem, parameter);

    [Theory]
    [InlineData("?limit=5&limit=6", "limit")]
    [InlineData("?asOf=2026-05-01&asOf=2026-05-02", "asOf")]
    [InlineData("?site=PDX1&product=a:B&product=a:C", "product")]
    [InlineData("?product=a%00b", "product")]
    [InlineData("?site=a%0Ab", "site")]
    public void A_parameter_is_given_once_and_in_plain_text(string query, string parameter) => Refused(QueryGate.Check(Request(query).HttpContext), parameter);

    [Fact]
    public void Plain_parameters_pass() => Assert.Null(QueryGate.Check(Request("?site=PDX1&product=a:B%2BC&asOf=").HttpContext));

    private static void Refused(Problem? problem, string parameter)
    {
        Assert.Equal(("invalid-query", 400), (problem?.Code, problem?.Status));
        Assert.Equal(parameter, Assert.Single(problem!.Errors!).Pointer);
    }

    private static HttpRequest Request(string query) => new DefaultHttpContext { Request = { QueryString = new QueryString(query) } }.Request;
}
