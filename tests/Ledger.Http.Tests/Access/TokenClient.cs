using System.Net.Http.Headers;
using System.Text;

namespace Ledger.Http.Tests.Access;

/// <summary>Buying tokens at the ledger's own endpoint.</summary>
public static class TokenClient
{
    public const string Address = "/oauth2/token";
    private const string Form = "application/x-www-form-urlencoded";

    /// <summary>A token for the key, with the scopes that are asked for.</summary>
    public static async Task<string> TokenAsync(this HttpClient client, string clientId, string key, string? scope = null)
    {
        var asked = scope is null ? "" : $"&scope={Uri.EscapeDataString(scope)}";
        using var response = await client.BuyAsync($"grant_type=client_credentials{asked}", $"{Uri.EscapeDataString(clientId)}:{key}");
        return (await Reply.OfAsync(response)).MustBe(200).Json.Text("access_token");
    }

    /// <param name="basic">Client id and secret, a colon between; null where they are in the form.</param>
    public static Task<HttpResponseMessage> BuyAsync(this HttpClient client, string form, string? basic = null, string contentType = Form)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(form));
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        var request = new HttpRequestMessage(HttpMethod.Post, Address) { Content = content };
        request.Headers.Authorization = basic is null ? null : new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(basic)));
        return client.SendAsync(request);
    }
}
