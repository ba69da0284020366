using System.Net;
using Ledger.Client.Contracts;
using Ledger.Client.Credentials;

namespace Ledger.Client.Tests;

public class Credentials_of_the_client
{
    [Fact]
    public async Task A_token_is_fetched_once_kept_until_shortly_before_its_end_and_renewed_when_it_is_not_taken()
    {
        await using var ledger = await ScriptedLedger.StartAsync(Play.Record, Play.Record, Play.Record, Play.WhoAreYou);
        var clock = new SetClock();
        var issuer = new Issuer();
        using var credential = new ClientCredentials(new Uri("http://issuer.example/oauth2/token"), "app:1", "s&cret", "write", clock, issuer);
        using var client = ledger.Client(o => o with { Credential = credential });

        await client.SendAsync(new VoidShipment("B-1", "r"));
        clock.Now += TimeSpan.FromSeconds(560);
        await client.SendAsync(new VoidShipment("B-2", "r"));
        clock.Now += TimeSpan.FromSeconds(15);
        await client.SendAsync(new VoidShipment("B-3", "r"));
        Assert.IsType<Recorded>(await client.SendAsync(new VoidShipment("B-4", "r")));

        Assert.Equal(["Bearer t1", "Bearer t1", "Bearer t2", "Bearer t2", "Bearer t3"], ledger.Bearers);
        Assert.Equal("grant_type=client_credentials&scope=write", issuer.Form);
        Assert.Equal("app%3A1:s%26cret", System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(issuer.Basic!)));
    }

    [Fact]
    public async Task An_issuer_that_refuses_the_client_is_not_asked_for_a_minute()
    {
        using var credential =
            new ClientCredentials(new Uri("http://issuer.example/oauth2/token"), "a", "b", handler: new Issuer { Status = HttpStatusCode.Unauthorized });
        using var client = new LedgerClient(new() { Url = new Uri("http://ledger.example"), Book = "deal", Credential = credential });

        var refused = await Assert.ThrowsAsync<LedgerRefusedException>(() => client.SendAsync(new VoidShipment("B-1", "r")));
        Assert.Equal("no-token", refused.Problem.Code);
    }

    private sealed class SetClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }

    private sealed class Issuer : HttpMessageHandler
    {
        private int _tokens;

        public HttpStatusCode Status { get; init; } = HttpStatusCode.OK;

        public string? Form { get; private set; }

        public string? Basic { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            (Form, Basic) = (await request.Content!.ReadAsStringAsync(cancellationToken), request.Headers.Authorization!.Parameter);
            return new HttpResponseMessage(
                Status)
            { Content = new StringContent($$"""{"access_token":"t{{++_tokens}}","token_type":"Bearer","expires_in":600}""") };
        }
    }
}
