using System.Net.Http.Json;
using Microsoft.AspNetCore.Http;

namespace Ledger.Http.Tests.Access;

/// <summary>Tokens that an OpenID issuer of somebody else has issued: a real server on loopback, known to the ledger by configuration alone.</summary>
public sealed class Tokens_of_other_issuers(LedgerThatTrusts ledger) : IClassFixture<LedgerThatTrusts>
{
    private readonly OtherIssuer _issuer = ledger.Issuer;

    [Fact]
    public async Task A_listed_client_is_the_app_that_it_is_listed_as()
    {
        var me = (await ledger.MeAsync(await _issuer.TokenAsync(LedgerThatTrusts.Erp))).MustBe(200).Json;
        Assert.Equal(("SUP", "erp", ledger.Book, "live"), (me.Text("party"), me.Text("app"), me.Text("book"), me.Text("mode")));
        Assert.Equal(["supplier"], me.Texts("roles"));
        Assert.Equal(["read", "write"], me.Texts("scopes"));
    }

    [Fact]
    public async Task It_may_do_what_its_party_may_and_no_more()
    {
        using var client = ledger.Client;
        client.DefaultRequestHeaders.Authorization = new("Bearer", await _issuer.TokenAsync(LedgerThatTrusts.Erp));
        var product = new { product = "acme:B300", name = "GPU", family = "gpu" };
        (await Reply.OfAsync(await client.PostAsJsonAsync($"/books/{ledger.Book}/products", product))).MustBe(201);
        (await Reply.OfAsync(await client.PostAsJsonAsync($"/books/{ledger.Book}/batches/receive", new { batch = "B-1", receipt = "R-1" })))
            .MustRefuse(403, "not-permitted");
        (await Reply.OfAsync(await client.GetAsync("/books/another/me"))).MustRefuse(404, "unknown-book");
        client.DefaultRequestHeaders.Authorization = new("Bearer", await _issuer.TokenAsync(LedgerThatTrusts.Reader));
        (await Reply.OfAsync(await client.GetAsync($"/books/{ledger.Book}/products"))).MustBe(200);
        Assert.Equal(["read"], (await Reply.OfAsync(await client.GetAsync($"/books/{ledger.Book}/me"))).MustBe(200).Json.Texts("scopes"));
    }

    [Fact]
    public async Task A_client_that_is_not_listed_is_nobody() =>
        (await ledger.MeAsync(await _issuer.TokenAsync("somebody-else"))).MustRefuse(401, "not-authenticated");

    [Fact]
    public async Task An_issuer_that_is_not_configured_is_not_even_asked()
    {
        await using var stranger = await OtherIssuer.StartAsync();
        (await ledger.MeAsync(await stranger.TokenAsync(LedgerThatTrusts.Erp))).MustRefuse(401, "not-authenticated");
        Assert.Equal(0, stranger.Questions);
    }

    [Theory]
    [InlineData("azp")]
    [InlineData("client_id")]
    [InlineData("appid")]
    public async Task The_client_is_named_as_issuers_do_it(string claim) =>
        (await ledger.MeAsync(_issuer.Sign(new() { [claim] = LedgerThatTrusts.Erp }, "JWT"))).MustBe(200);

    [Theory]
    [InlineData("at+jwt", 200)]
    [InlineData("JWT", 200)]
    [InlineData("logout+jwt", 401)]
    [InlineData("secevent+jwt", 401)]
    public async Task Only_types_of_access_tokens_are_taken(string type, int status) => (await ledger.MeAsync(_issuer.Sign(Claims(), type))).MustBe(status);

    [Fact]
    public async Task An_id_token_is_no_access_token()
    {
        (await ledger.MeAsync(_issuer.Sign(Claims(), "JWT", audience: LedgerThatTrusts.Erp))).MustRefuse(401, "not-authenticated");
        (await ledger.MeAsync(_issuer.Sign(Claims("aud", new[] { LedgerThatTrusts.Erp, OtherIssuer.Audience }), "JWT", audience: null)))
            .MustRefuse(401, "not-authenticated");
        (await ledger.MeAsync(_issuer.Sign(Claims("nonce", "n"), "JWT"))).MustRefuse(401, "not-authenticated");
        (await ledger.MeAsync(_issuer.Sign(Claims("at_hash", "h"), "JWT"))).MustRefuse(401, "not-authenticated");
        (await ledger.MeAsync(_issuer.Sign(Claims("typ", "ID"), "JWT"))).MustRefuse(401, "not-authenticated");
        (await ledger.MeAsync(_issuer.Sign(Claims("typ", "Bearer"), "JWT"))).MustBe(200);
    }

    [Fact]
    public async Task What_is_meant_for_others_or_for_another_time_is_refused()
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        (await ledger.MeAsync(_issuer.Sign(Claims(), audience: "urn:example:other"))).MustRefuse(401, "not-authenticated");
        (await ledger.MeAsync(_issuer.Sign(Claims(), audience: null))).MustRefuse(401, "not-authenticated");
        (await ledger.MeAsync(_issuer.Sign(Claims("exp", now - 120)))).MustRefuse(401, "not-authenticated");
        (await ledger.MeAsync(_issuer.Sign(Claims("nbf", now + 120)))).MustRefuse(401, "not-authenticated");
        (await ledger.MeAsync(_issuer.Sign(Claims("exp", now - 30)))).MustBe(200);
    }

    [Fact]
    public async Task A_key_is_found_under_its_own_id_at_its_own_issuer_only()
    {
        (await ledger.MeAsync(_issuer.Sign(Claims(), keyId: "unknown"))).MustRefuse(401, "not-authenticated");
        (await ledger.MeAsync(_issuer.Sign(Claims(), keyId: "../../etc/passwd"))).MustRefuse(401, "not-authenticated");
        (await ledger.MeAsync(ledger.Moody.Sign(Claims("iss", _issuer.Name)))).MustRefuse(401, "not-authenticated");
        (await ledger.MeAsync(_issuer.Sign(Claims("iss", "http://localhost/")))).MustRefuse(401, "not-authenticated");
        (await ledger.MeAsync(_issuer.Sign(Claims(), header: new() { ["crit"] = new[] { "exp" } }))).MustRefuse(401, "not-authenticated");
    }

    [Fact]
    public async Task A_key_that_the_issuer_has_turned_over_is_known_within_seconds()
    {
        var before = await _issuer.TokenAsync(LedgerThatTrusts.Erp);
        (await ledger.MeAsync(before)).MustBe(200);
        _issuer.TurnKeyOver();
        ledger.PassQuietTime();
        (await ledger.MeAsync(await _issuer.TokenAsync(LedgerThatTrusts.Erp))).MustBe(200);
        // What the issuer does not sign with any more is not honoured either.
        (await ledger.MeAsync(before)).MustRefuse(401, "not-authenticated");
    }

    [Fact]
    public async Task Invented_keys_do_not_make_the_ledger_ask_again_and_again()
    {
        (await ledger.MeAsync(await _issuer.TokenAsync(LedgerThatTrusts.Erp))).MustBe(200);
        var before = _issuer.Questions;
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => ledger.MeAsync(_issuer.Sign(Claims(), keyId: $"invented-{i}"))));
        Assert.InRange(_issuer.Questions - before, 0, 4);
    }

    [Fact]
    public async Task An_issuer_that_does_not_answer_is_waited_for_once_and_blocks_nobody_else()
    {
        var (token, good) = (ledger.Moody.Sign(Claims()), await _issuer.TokenAsync(LedgerThatTrusts.Erp));
        ledger.Moody.Before = context => Task.Delay(TimeSpan.FromSeconds(30), context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        var before = ledger.Moody.Questions;
        var waiting = Task.WhenAll(Enumerable.Range(0, 50).Select(_ => ledger.MeAsync(token)));
        await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ => (await ledger.MeAsync(good)).MustBe(200)));
        Assert.False(waiting.IsCompleted);
        Assert.All(await waiting, reply => reply.MustRefuse(503, "issuer-unavailable"));
        Assert.Equal(before + 1, ledger.Moody.Questions);

        // An endless answer and one that is about somebody else are no answers.
        ledger.Moody.Before = context => context.Response.Body.WriteAsync(new byte[2 * 1024 * 1024]).AsTask();
        ledger.PassQuietTime();
        (await ledger.MeAsync(token)).MustRefuse(503, "issuer-unavailable");
        ledger.Moody.Before = context =>
            context.Response.WriteAsJsonAsync(new { issuer = "https://issuer.example/", jwks_uri = $"{ledger.Moody.Name}.well-known/jwks" });
        ledger.PassQuietTime();
        (await ledger.MeAsync(token)).MustRefuse(503, "issuer-unavailable");

        ledger.Moody.Before = _ => Task.CompletedTask;
        ledger.PassQuietTime();
        Assert.Equal("CUS", (await ledger.MeAsync(token)).MustBe(200).Json.Text("party"));
    }

    private static Dictionary<string, object> Claims(string? member = null, object? value = null)
    {
        var claims = new Dictionary<string, object> { ["sub"] = "x", ["azp"] = LedgerThatTrusts.Erp };
        if (member is not null)
        {
            claims[member] = value!;
        }

        return claims;
    }
}
