using System.Net;
using System.Text.Json;

namespace Ledger.Http.Tests;

/// <summary>What came back over HTTP.</summary>
public sealed record Reply(HttpStatusCode Status, string? ContentType, string? ETag, string Text, string? Replayed = null)
{
    public JsonElement Json => JsonElement.Parse(Text);

    public string Code => Json.GetProperty("code").GetString()!;

    public static async Task<Reply> OfAsync(HttpResponseMessage response) => new(
        response.StatusCode, response.Content.Headers.ContentType?.MediaType, response.Headers.ETag?.ToString(), await response.Content.ReadAsStringAsync(),
        response.Headers.TryGetValues("Idempotency-Replayed", out var replayed) ? replayed.Single() : null);

    public Reply MustBe(int status)
    {
        Assert.True((int)Status == status, $"Expected {status}, got {(int)Status}: {Text}");
        return this;
    }

    /// <summary>Refused with this code, as problem+json that says whether to retry.</summary>
    public Reply MustRefuse(int status, string code)
    {
        MustBe(status);
        Assert.Equal("application/problem+json", ContentType);
        Assert.Equal(code, Code);
        Assert.Equal($"/problems/{code}", Json.GetProperty("type").GetString());
        Assert.Equal(status, Json.GetProperty("status").GetInt32());
        Assert.Contains(Json.GetProperty("retryable").GetString(), new[] { "yes", "no", "same-key" });
        return this;
    }

    /// <summary>Serials that the refusal names, after their count.</summary>
    public (int Count, string[] First) Serials => (Json.GetProperty("serials").GetProperty("count").GetInt32(), Json.GetProperty("serials").Texts("first"));
}
