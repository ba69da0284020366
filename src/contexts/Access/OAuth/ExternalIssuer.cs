namespace Ledger.Access.OAuth;

/// <summary>Another issuer whose tokens are let in, as <c>Access:Issuers</c> lists them. A client that is not listed is nobody.</summary>
public sealed record ExternalIssuer
{
    /// <summary>What its tokens say in <c>iss</c>, to the letter.</summary>
    public string Issuer { get; init; } = "";

    /// <summary>What its tokens say in <c>aud</c> when they are meant for this ledger. Never the id of a client: that is what ID tokens say.</summary>
    public string Audience { get; init; } = "";

    /// <summary>Where it describes itself; under the issuer's own address when absent (OpenID Connect Discovery).</summary>
    public string? MetadataAddress { get; init; }

    /// <summary>The claim that names the client; when absent the first of <c>azp</c>, <c>client_id</c>, <c>appid</c> that there is.</summary>
    public string? ClientClaim { get; init; }

    /// <summary>What its access tokens say in <c>typ</c>. Not every issuer follows RFC 9068, so <c>JWT</c> is taken too when nothing is configured.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    public IReadOnlyList<ExternalClient> Clients { get; init; } = [];

    internal IReadOnlyList<string> ClientClaims => ClientClaim is null ? ["azp", "client_id", "appid"] : [ClientClaim];

    internal IReadOnlyList<string> ValidTypes => Types.Count == 0 ? ["at+jwt", "application/at+jwt", "JWT"] : Types;

    internal string Metadata => MetadataAddress ?? $"{Issuer.TrimEnd('/')}/.well-known/openid-configuration";

    /// <summary>What is wrong with the configuration, in words; nothing when it is good.</summary>
    public IEnumerable<string> Faults()
    {
        if (!Uri.TryCreate(Issuer, UriKind.Absolute, out _))
        {
            yield return "Issuer must be an absolute address.";
        }

        if (!Uri.TryCreate(Metadata, UriKind.Absolute, out var metadata) || (metadata.Scheme != Uri.UriSchemeHttps && !metadata.IsLoopback))
        {
            yield return "MetadataAddress must be an https address; http is allowed only for this machine.";
        }

        if (Audience.Length == 0 || Clients.Any(client => client.Client == Audience))
        {
            yield return "Audience must be the ledger's name at the issuer, not the name of a client.";
        }

        if (Clients.Any(client => client.Client.Length == 0 || !Rules.IsBookCode(client.Book) || client.Party.Length == 0 || client.App.Length == 0))
        {
            yield return "Each entry of Clients must have Client, Book, Party and App.";
        }

        if (Clients.Any(client => ScopeNames.Of(ScopeNames.Read(client.Scopes)) != client.Scopes || client.Mode is not ("live" or "test")))
        {
            yield return "Scopes must be read, write or read write; Mode must be live or test.";
        }

        if (Clients.DistinctBy(client => client.Client).Count() != Clients.Count)
        {
            yield return "A client must not be listed twice.";
        }
    }
}

/// <summary>A client of another issuer, and the app of which party of which book it is here.</summary>
/// <param name="Scopes">How far it reaches: <c>read</c>, <c>write</c>, or both with a space between.</param>
/// <param name="Mode"><c>test</c> for the book's twin.</param>
public sealed record ExternalClient(
    string Client = "", string Book = "", string Party = "", string App = "", string Scopes = "read write", string Mode = "live");
