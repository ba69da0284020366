using Ledger.Access.OAuth;

namespace Ledger.Decisions.Tests.Platform;

/// <summary>What is wrong with an issuer's configuration is said at the start, in words.</summary>
public class Issuers_are_configured
{
    private static readonly ExternalClient Client = new("erp", "deal-1", "SUP", "erp");
    private static readonly ExternalIssuer Good = new() { Issuer = "https://issuer.example/realm", Audience = "urn:example:ledger", Clients = [Client] };

    [Fact]
    public void A_good_one_has_no_faults() => Assert.Empty(Good.Faults());

    [Fact]
    public void Plain_http_is_for_this_machine_only()
    {
        Assert.NotEmpty((Good with { Issuer = "http://issuer.example/" }).Faults());
        Assert.NotEmpty((Good with { MetadataAddress = "http://issuer.example/metadata" }).Faults());
        Assert.Empty((Good with { Issuer = "http://127.0.0.1:5000/" }).Faults());
    }

    [Fact]
    public void The_audience_is_no_client()
    {
        Assert.NotEmpty((Good with { Audience = "" }).Faults());
        Assert.NotEmpty((Good with { Audience = Client.Client }).Faults());
    }

    [Fact]
    public void A_client_is_listed_once_and_whole()
    {
        Assert.NotEmpty((Good with { Clients = [Client, Client with { App = "other" }] }).Faults());
        Assert.NotEmpty((Good with { Clients = [Client with { Book = "" }] }).Faults());
        Assert.NotEmpty((Good with { Clients = [Client with { Party = "" }] }).Faults());
        Assert.NotEmpty((Good with { Clients = [Client with { Scopes = "admin" }] }).Faults());
        Assert.NotEmpty((Good with { Clients = [Client with { Mode = "prod" }] }).Faults());
    }

    [Fact]
    public void An_issuer_is_an_address() => Assert.NotEmpty((Good with { Issuer = "issuer" }).Faults());
}
