using System.Net.Http.Json;
using Alba;

namespace Ledger.Http.Tests.Access;

/// <summary>A ledger that lets tokens of two other issuers in: one that answers, and one that does what a test tells it to.</summary>
public sealed class LedgerThatTrusts : IAsyncLifetime
{
    public const string Erp = "erp-at-the-issuer";
    public const string Reader = "reader-at-the-issuer";
    private readonly string _database = $"trusts_{Guid.NewGuid():N}";
    private readonly ShiftedClock _clock = new();
    private IAlbaHost? _host;

    public string Book { get; } = $"t-{Guid.NewGuid():N}";

    public OtherIssuer Issuer { get; private set; } = null!;

    public OtherIssuer Moody { get; private set; } = null!;

    /// <summary>Shows no key by itself.</summary>
    public HttpClient Client => LedgerHost.ClientOf(_host!, null);

    public HttpClient Operator => LedgerHost.OperatorOf(_host!);

    public Task<Reply> MeAsync(string token) => Client.GetAsync($"/books/{Book}/me", token);

    /// <summary>The ledger asks an issuer again, if it has to, when this has passed.</summary>
    public void PassQuietTime() => _clock.Ahead += TimeSpan.FromSeconds(6);

    public async Task InitializeAsync()
    {
        (Issuer, Moody) = (await OtherIssuer.StartAsync(), await OtherIssuer.StartAsync());
        _host = await LedgerHost.StartOnAsync(
            await (await LedgerHost.ClusterAsync()).CreateDatabaseAsync(_database), _clock, settings: new Dictionary<string, string>
            {
                ["Access:Issuers:0:Issuer"] = Issuer.Name,
                ["Access:Issuers:0:Audience"] = OtherIssuer.Audience,
                ["Access:Issuers:0:Clients:0:Client"] = Erp,
                ["Access:Issuers:0:Clients:0:Book"] = Book,
                ["Access:Issuers:0:Clients:0:Party"] = "SUP",
                ["Access:Issuers:0:Clients:0:App"] = "erp",
                ["Access:Issuers:0:Clients:1:Client"] = Reader,
                ["Access:Issuers:0:Clients:1:Book"] = Book,
                ["Access:Issuers:0:Clients:1:Party"] = "AUD",
                ["Access:Issuers:0:Clients:1:App"] = "reader",
                ["Access:Issuers:0:Clients:1:Scopes"] = "read",
                ["Access:Issuers:1:Issuer"] = Moody.Name,
                ["Access:Issuers:1:Audience"] = OtherIssuer.Audience,
                ["Access:Issuers:1:Clients:0:Client"] = Erp,
                ["Access:Issuers:1:Clients:0:Book"] = Book,
                ["Access:Issuers:1:Clients:0:Party"] = "CUS",
                ["Access:Issuers:1:Clients:0:App"] = "erp",
            });
        using var client = Operator;
        object[] parties = [Party("SUP", "supplier"), Party("CUS", "customer"), Party("AUD", "auditor")];
        (await Reply.OfAsync(await client.PostAsJsonAsync($"/books/{Book}/open", new { name = "A test's book", purpose = "live", parties }))).MustBe(201);
    }

    public async Task DisposeAsync()
    {
        await _host!.DisposeAsync();
        await Issuer.DisposeAsync();
        await Moody.DisposeAsync();
        await (await LedgerHost.ClusterAsync()).DropDatabaseAsync(_database);
    }

    private static object Party(string party, string role) => new { party, name = party, roles = new[] { role } };
}
