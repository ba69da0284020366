using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Serialization;

namespace Ledger.Client.Credentials;

/// <summary>An OAuth 2 client (RFC 6749 §4.4): fetches a token with its id and secret, and keeps it until shortly before it expires.</summary>
/// <param name="tokenEndpoint">Such as <c>https://ledger.example/oauth2/token</c>, or that of an issuer that the ledger trusts.</param>
/// <param name="scope">Scopes to ask for, separated by spaces; null for all that the client has.</param>
public sealed class ClientCredentials(
    Uri tokenEndpoint, string clientId, string clientSecret, string? scope = null, TimeProvider? time = null, HttpMessageHandler? handler = null)
    : ICredential, IDisposable
{
    private static readonly TimeSpan MarginMax = TimeSpan.FromSeconds(30);
    private readonly HttpClient _http = handler is null ? new() { Timeout = TimeSpan.FromSeconds(30) }
        : new(handler, false) { Timeout = TimeSpan.FromSeconds(30) };
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly SemaphoreSlim _one = new(1);
    private volatile HeldToken? _held;

    /// <inheritdoc />
    public async ValueTask<string> BearerAsync(CancellationToken cancel)
    {
        if (Held() is { } held)
        {
            return held;
        }

        await _one.WaitAsync(cancel);
        try
        {
            return Held() ?? await FetchAsync(cancel);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc />
    public bool Renew(string refused)
    {
        if (_held?.Token == refused)
        {
            _held = null;
        }

        return true;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _http.Dispose();
        _one.Dispose();
    }

    private string? Held() => _held is { } held && held.Until > _time.GetUtcNow() ? held.Token : null;

    private async Task<string> FetchAsync(CancellationToken cancel)
    {
        var form = new Dictionary<string, string> { ["grant_type"] = "client_credentials" };
        if (scope is not null)
        {
            form["scope"] = scope;
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, tokenEndpoint) { Content = new FormUrlEncodedContent(form) };
        var pair = $"{Uri.EscapeDataString(clientId)}:{Uri.EscapeDataString(clientSecret)}";
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
        using var response = await _http.SendAsync(request, cancel);
        var body = await response.Content.ReadAsByteArrayAsync(cancel);
        if (!response.IsSuccessStatusCode)
        {
            throw Failure((int)response.StatusCode);
        }

        var answer = Wire.TryRead<TokenAnswer>(body) ?? throw Failure((int)response.StatusCode);
        var lifetime = TimeSpan.FromSeconds(answer.ExpiresIn ?? 60);
        _held = new(answer.AccessToken, _time.GetUtcNow() + lifetime - TimeSpan.FromTicks(Math.Min(MarginMax.Ticks, lifetime.Ticks / 5)));
        return answer.AccessToken;
    }

    /// <summary>An issuer that is away is a failed connection like any other and is tried again; one that refuses the client is not.</summary>
    private Exception Failure(int status)
    {
        var text = $"{tokenEndpoint} issued no token; it answered {status}.";
        return status is 429 or >= 500
            ? new HttpRequestException(HttpRequestError.ConnectionError, text)
            : new LedgerRefusedException(new Problem("no-token", status, Detail: text));
    }

    private sealed record HeldToken(string Token, DateTimeOffset Until);
}

internal sealed record TokenAnswer(
    [property: JsonPropertyName("access_token")] string AccessToken, [property: JsonPropertyName("expires_in")] int? ExpiresIn = null);
