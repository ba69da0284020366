using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace Ledger.Http.Tests.Access;

/// <summary>Requests with any key or none, and short ways to issue keys as the operator does.</summary>
internal static class Door
{
    public const string OperatorRoom = "_operator";

    public static async Task<Reply> GetAsync(this HttpClient client, string address, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        return await client.SendAsync(request, key);
    }

    public static async Task<Reply> SendAsync(this HttpClient client, HttpRequestMessage request, string? key)
    {
        if (key is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        using var response = await client.SendAsync(request);
        return await Reply.OfAsync(response);
    }

    /// <summary>Posts as the client shows itself.</summary>
    public static async Task<Reply> PostAsync(this HttpClient client, string address, object body) =>
        await Reply.OfAsync(await client.PostAsJsonAsync(address, body));

    /// <summary>Issues a key of an app that there is.</summary>
    public static Task<Reply> IssueAsync(
        this HttpClient client, string book, string app, string name, string mode = "live", DateTimeOffset? expiresAt = null) =>
        client.PostAsync($"/books/{book}/keys", expiresAt is null ? new { app, name, mode, scopes = Both } : new { app, name, mode, scopes = Both, expiresAt });

    /// <summary>The part of a key that is no secret.</summary>
    public static string IdOf(string apiKey) => apiKey.Split('_')[2];

    /// <summary>Another secret with the checksum that it needs.</summary>
    public static string WithAnotherSecret(string apiKey)
    {
        var key = Ledger.Access.Keys.KeyText.Read(apiKey)!;
        return (key with { Secret = Ledger.Access.Keys.KeyText.Draw(key.Mode).Secret }).ToString();
    }

    /// <summary>Asks until it is answered so, for as long as a revocation may take.</summary>
    public static async Task<TimeSpan> MustBecomeAsync(this HttpClient client, string address, string key, string code)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var reply = await client.GetAsync(address, key);
            var passed = TimeProvider.System.GetElapsedTime(start);
            if ((int)reply.Status == 401)
            {
                Assert.Equal(code, reply.Code);
                return passed;
            }

            reply.MustBe(200);
            Assert.True(passed < TimeSpan.FromSeconds(5), $"{code} was not seen in {passed}.");
            await Task.Delay(50);
        }
    }

    private static readonly string[] Both = ["read", "write"];
}
