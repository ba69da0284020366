using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Ledger.Http.Tests.Access;

/// <summary>The ledger as an OAuth 2 server: RFC 6749 §4.4 and §5.2, RFC 8414, RFC 9068.</summary>
public sealed class Token_endpoint(Token_endpoint.AnApp app) : IClassFixture<Token_endpoint.AnApp>
{
    private const string Grant = "grant_type=client_credentials";

    [Theory]
    [InlineData("/.well-known/oauth-authorization-server")]
    [InlineData("/.well-known/openid-configuration")]
    public async Task Describes_itself(string address)
    {
        var metadata = await JsonAsync(address);
        var issuer = metadata.Text("issuer");
        Assert.Equal("http://localhost/", issuer);
        Assert.Equal($"{issuer}oauth2/token", metadata.Text("token_endpoint"));
        Assert.Equal(["client_credentials"], metadata.Texts("grant_types_supported"));
        Assert.Equal(["read", "write"], metadata.Texts("scopes_supported").Order(StringComparer.Ordinal));
        Assert.Equal(["client_secret_basic", "client_secret_post"], metadata.Texts("token_endpoint_auth_methods_supported").Order(StringComparer.Ordinal));
        Assert.False(metadata.TryGetProperty("authorization_endpoint", out _));
        Assert.NotEmpty((await JsonAsync(new Uri(metadata.Text("jwks_uri")).AbsolutePath)).List("keys"));
    }

    [Fact]
    public async Task Shows_the_public_halves_of_its_keys_only() => Assert.All((await JsonAsync("/.well-known/jwks.json")).List("keys"), key =>
    {
        Assert.Equal(("EC", "P-256", "ES256", "sig"), (key.Text("kty"), key.Text("crv"), key.Text("alg"), key.Text("use")));
        Assert.False(key.TryGetProperty("d", out _));
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Sells_a_token_of_rfc_9068_for_a_key(bool byForm)
    {
        using var response = byForm
            ? await app.Client.BuyAsync($"{Grant}&client_id={Uri.EscapeDataString(app.Id)}&client_secret={app.Key}")
            : await app.Client.BuyAsync(Grant, $"{Uri.EscapeDataString(app.Id)}:{app.Key}");
        Assert.Equal("no-store", response.Headers.CacheControl!.ToString());
        var answer = (await Reply.OfAsync(response)).MustBe(200).Json;
        Assert.Equal("Bearer", answer.Text("token_type"));
        Assert.InRange(answer.Number("expires_in"), 599, 600);

        var parts = answer.Text("access_token").Split('.');
        var (header, claims) = (JsonElement.Parse(Base64UrlEncoder.Decode(parts[0])), JsonElement.Parse(Base64UrlEncoder.Decode(parts[1])));
        var keys = (await JsonAsync("/.well-known/jwks.json")).List("keys").Select(key => key.Text("kid"));
        Assert.Equal(("at+jwt", "ES256"), (header.Text("typ"), header.Text("alg")));
        Assert.Contains(header.Text("kid"), keys);
        Assert.Equal(("http://localhost/", app.Id, app.Id, "ledger"), (claims.Text("iss"), claims.Text("sub"), claims.Text("client_id"), claims.Text("aud")));
        Assert.Equal(("read write", app.Book.Code, "SUP", "live"), (claims.Text("scope"), claims.Text("book"), claims.Text("party"), claims.Text("mode")));
        Assert.Equal(600, claims.Number("exp") - claims.Number("iat"));
        Assert.NotEqual("", claims.Text("jti"));
    }

    [Fact]
    public async Task Sells_the_scope_that_is_asked_for()
    {
        var me = (await app.Client.GetAsync($"/books/{app.Book.Code}/me", await app.Client.TokenAsync(app.Id, app.Key, "read"))).MustBe(200).Json;
        Assert.Equal(["read"], me.Texts("scopes"));
        Assert.Equal(("SUP", "erp"), (me.Text("party"), me.Text("app")));
    }

    [Theory]
    [InlineData(Grant, "unknown/app", null, 401, "invalid_client")]
    [InlineData(Grant, null, "lgk_live_0123456789ab_wrong", 401, "invalid_client")]
    [InlineData(Grant, null, "", 400, "invalid_request")]
    [InlineData("grant_type=password&username=a&password=b", null, null, 400, "unsupported_grant_type")]
    [InlineData("grant_type=authorization_code&code=a", null, null, 400, "unsupported_grant_type")]
    [InlineData("grant_type=refresh_token&refresh_token=a", null, null, 400, "unsupported_grant_type")]
    [InlineData("", null, null, 400, "invalid_request")]
    [InlineData(Grant + "&scope=admin", null, null, 400, "invalid_scope")]
    [InlineData(Grant + "&scope=read+admin", null, null, 400, "invalid_scope")]
    public async Task Refuses_in_the_words_of_rfc_6749(string form, string? id, string? key, int status, string error) =>
        await RefusedAsync(await app.Client.BuyAsync(form, $"{Uri.EscapeDataString(id ?? app.Id)}:{key ?? app.Key}"), status, error);

    [Fact]
    public async Task Refuses_a_scope_beyond_the_keys() =>
        await RefusedAsync(await app.Client.BuyAsync($"{Grant}&scope=write", $"{Uri.EscapeDataString(app.ReaderId)}:{app.ReaderKey}"), 400, "invalid_scope");

    [Fact]
    public async Task Refuses_the_key_of_another_app() =>
        await RefusedAsync(await app.Client.BuyAsync(Grant, $"{Uri.EscapeDataString(app.Id)}:{app.ReaderKey}"), 401, "invalid_client");

    [Theory]
    [InlineData("{}", "application/json")]
    [InlineData("x", "multipart/form-data")]
    [InlineData("--a\r\nx", "multipart/form-data; boundary=a")]
    [InlineData("x", "text/plain; charset=nonsense")]
    [InlineData("x", "")]
    [InlineData("%00=%00&grant_type=client_credentials", "application/x-www-form-urlencoded")]
    [InlineData("%zz&=&&&=%", "application/x-www-form-urlencoded")]
    [InlineData("grant_type=client_credentials&grant_type=client_credentials", "application/x-www-form-urlencoded")]
    [InlineData("grant_type=client_credentials", "application/x-www-form-urlencoded; charset=utf-7")]
    [InlineData("many", "application/x-www-form-urlencoded")]
    [InlineData("large", "application/x-www-form-urlencoded")]
    public async Task A_form_that_cannot_be_read_is_an_invalid_request(string form, string contentType)
    {
        var text =
            form switch { "many" => string.Join('&', Enumerable.Range(0, 1500).Select(i => $"k{i}=")), "large" => $"a={new string('b', 20_000)}", _ => form };
        await RefusedAsync(await app.Client.BuyAsync(text, contentType: contentType), 400, "invalid_request");
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task Another_method_is_refused(string method)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), TokenClient.Address);
        using var response = await app.Client.SendAsync(request);
        Assert.InRange((int)response.StatusCode, 400, 405);
    }

    private static async Task RefusedAsync(HttpResponseMessage response, int status, string error)
    {
        using (response)
        {
            var reply = (await Reply.OfAsync(response)).MustBe(status);
            Assert.Equal("application/json", reply.ContentType);
            Assert.Equal(error, reply.Json.Text("error"));
            Assert.False(reply.Json.TryGetProperty("error_uri", out _));
            Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
            Assert.Equal(status == 401, response.Headers.WwwAuthenticate.Any(way => way.Scheme == "Basic"));
        }
    }

    private async Task<JsonElement> JsonAsync(string address) => JsonElement.Parse(await app.Client.GetStringAsync(address));

    public sealed class AnApp : IAsyncLifetime
    {
        public TestBook Book { get; private set; } = null!;

        public HttpClient Client { get; private set; } = null!;

        public string Key { get; private set; } = "";

        public string ReaderKey { get; private set; } = "";

        public string Id => $"{Book.Code}/erp";

        public string ReaderId => $"{Book.Code}/reader";

        public async Task InitializeAsync()
        {
            Book = await TestBook.OpenAsync();
            Client = await LedgerHost.AnonymousAsync();
            using var issuing = await LedgerHost.ClientAsync();
            Key = await Keys.IssueAsync(issuing, Book.Code, "SUP", "erp");
            ReaderKey = await Keys.IssueAsync(issuing, Book.Code, "SUP", "reader", scopes: "read");
        }

        public Task DisposeAsync() => Task.CompletedTask;
    }
}
