using System.Net.Http.Json;
using System.Security.Cryptography;
using Ledger.Access.OAuth;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Http.Tests.Access;

/// <summary>The ledger's own tokens: what ends them, and what happens to them when the ledger's key is turned over.</summary>
public sealed class Own_tokens
{
    [Fact]
    public async Task A_token_ends_with_the_key_that_it_was_bought_with()
    {
        var book = await TestBook.OpenAsync();
        using var issuing = await LedgerHost.ClientAsync();
        using var client = await LedgerHost.AnonymousAsync();
        var key = await Keys.IssueAsync(issuing, book.Code, "SUP", "erp");
        var token = await client.TokenAsync($"{book.Code}/erp", key);
        (await client.GetAsync($"/books/{book.Code}/me", token)).MustBe(200);

        (await Reply.OfAsync(await issuing.PostAsJsonAsync($"/books/{book.Code}/keys/revoke", new { key = key.Split('_')[2], reason = "leaked" }))).MustBe(200);
        var deadline = Environment.TickCount64 + 5_000;
        while ((int)(await client.GetAsync($"/books/{book.Code}/me", token)).Status == 200)
        {
            Assert.True(Environment.TickCount64 < deadline, "The token is still good, five seconds after its key was revoked.");
            await Task.Delay(50);
        }

        (await client.GetAsync($"/books/{book.Code}/me", token)).MustRefuse(401, "not-authenticated");
        using var refused = await client.BuyAsync("grant_type=client_credentials", $"{Uri.EscapeDataString($"{book.Code}/erp")}:{key}");
        Assert.Equal("invalid_client", (await Reply.OfAsync(refused)).MustBe(401).Json.Text("error"));
    }

    [Fact]
    public async Task A_key_that_is_turned_over_is_honoured_until_the_next_one()
    {
        var database = $"keys_{Guid.NewGuid():N}";
        var connection = await (await LedgerHost.ClusterAsync()).CreateDatabaseAsync(database);
        string first, file;
        await using (var host = await LedgerHost.StartOnAsync(connection))
        {
            file = host.Services.GetRequiredService<SigningKeys>().Path;
            var (me, app, key) = await OperatorsAsync(host);
            using var client = LedgerHost.ClientOf(host, null);
            first = await client.TokenAsync(app, key);
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            }

            await AppendKeyAsync(file);
            var second = await client.TokenAsync(app, key);
            Assert.NotEqual(KeyIdOf(first), KeyIdOf(second));
            (await client.GetAsync(me, first)).MustBe(200);
            (await client.GetAsync(me, second)).MustBe(200);
            Assert.Equal([KeyIdOf(second), KeyIdOf(first)], await PublishedAsync(client));

            await AppendKeyAsync(file);
            (await client.GetAsync(me, first)).MustRefuse(401, "not-authenticated");
            (await client.GetAsync(me, second)).MustBe(200);

            // A slip in the file stops nothing.
            var good = await File.ReadAllTextAsync(file);
            await File.WriteAllTextAsync(file, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
            (await client.GetAsync(me, second)).MustBe(200);
            await File.WriteAllTextAsync(file, good);
            first = await client.TokenAsync(app, key);
        }

        // Neither a restart nor another host on the same database and file makes another key.
        await using var again = await LedgerHost.StartOnAsync(connection);
        using var later = LedgerHost.ClientOf(again, null);
        Assert.Equal(KeyIdOf(first), (await PublishedAsync(later))[0]);
        (await later.GetAsync("/books/_operator/me", first)).MustBe(200);
    }

    private static async Task<(string Me, string App, string Key)> OperatorsAsync(Alba.IAlbaHost host)
    {
        using var client = LedgerHost.OperatorOf(host);
        var key = await Keys.IssueAsync(client, "_operator", "operator", "ops");
        return ("/books/_operator/me", "ops", key);
    }

    private static Task AppendKeyAsync(string file)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return File.AppendAllTextAsync(file, key.ExportECPrivateKeyPem() + "\n");
    }

    private static async Task<string[]> PublishedAsync(HttpClient client) =>
        [.. System.Text.Json.JsonElement.Parse(await client.GetStringAsync("/.well-known/jwks.json")).List("keys").Select(key => key.Text("kid"))];

    private static string KeyIdOf(string token) =>
        System.Text.Json.JsonElement.Parse(Microsoft.IdentityModel.Tokens.Base64UrlEncoder.Decode(token.Split('.')[0])).Text("kid");
}
