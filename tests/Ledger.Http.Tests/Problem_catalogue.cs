using System.Net;

namespace Ledger.Http.Tests;

/// <summary>What a problem's type leads to.</summary>
public class Problem_catalogue
{
    [Theory]
    [InlineData("unit-not-there", 409, "no")]
    [InlineData("unit-not-there-yet", 409, "yes")]
    [InlineData("not-shipped", 409, "yes")]
    [InlineData("order-not-confirmed", 409, "yes")]
    [InlineData("unavailable", 503, "same-key")]
    [InlineData("rack-incomplete", 409, "no")]
    public async Task Explains_a_code_of_any_context(string code, int status, string retryable)
    {
        var problem = (await GetAsync($"/problems/{code}")).MustBe(200).Json;
        Assert.Equal(
            (code, status, retryable),
            (problem.GetProperty("code").GetString(), problem.GetProperty("status").GetInt32(), problem.GetProperty("retryable").GetString()));
        Assert.EndsWith(".", problem.GetProperty("title").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_every_code_once_in_order()
    {
        var codes = (await GetAsync("/problems")).MustBe(200).Json.GetProperty("items").EnumerateArray().Select(p => p.GetProperty("code").GetString()!)
            .ToList();
        Assert.Contains("unknown-batch", codes);
        Assert.Contains("commitment-exceeded", codes);
        Assert.Equal(codes.Distinct().Order(StringComparer.Ordinal), codes);
    }

    [Fact]
    public async Task Does_not_know_other_codes() => (await GetAsync("/problems/no-such-code")).MustRefuse(404, "unknown-problem");

    [Fact]
    public async Task Is_what_the_type_of_a_refusal_leads_to()
    {
        var refusal = (await GetAsync("/books/nowhere/batches")).MustRefuse(404, "unknown-book");
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(refusal.Json.GetProperty("type").GetString()!)).Status);
    }

    private static async Task<Reply> GetAsync(string address)
    {
        using var response = await (await LedgerHost.ClientAsync()).GetAsync(address);
        return await Reply.OfAsync(response);
    }
}
