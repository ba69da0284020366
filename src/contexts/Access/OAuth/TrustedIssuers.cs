using Ledger.Access.Entrance;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Tokens;

namespace Ledger.Access.OAuth;

/// <summary>Another issuer with its scheme and its keys.</summary>
internal sealed record TrustedIssuer(ExternalIssuer Issuer, string Scheme, IssuerKeys Keys);

/// <summary>The issuers that are configured. A mistake in the configuration stops the start.</summary>
internal sealed class TrustedIssuers
{
    public const int TokenBytesMax = 16 * 1024;

    /// <summary>Asymmetric ones only: with any other, whoever can verify a token can make one.</summary>
    public static readonly IReadOnlySet<string> Algorithms = new HashSet<string>(StringComparer.Ordinal)
    {
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
    };

    private const int DocumentBytesMax = 512 * 1024;
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(3);
    private readonly Dictionary<string, TrustedIssuer> _byName;

    public TrustedIssuers(IConfiguration configuration, TimeProvider clock, ILogger<IssuerKeys> log)
    {
        OwnName = TokenIssuer.Configured(configuration);
        _byName = Configured(configuration).Select((issuer, i) => new TrustedIssuer(issuer, SchemeOf(i), KeysOf(issuer, clock, log)))
            .ToDictionary(trusted => trusted.Issuer.Issuer, StringComparer.Ordinal);
    }

    public Uri? OwnName { get; }

    public IReadOnlyCollection<TrustedIssuer> All => _byName.Values;

    /// <exception cref="InvalidOperationException">An issuer is configured in a way that cannot be meant.</exception>
    public static ExternalIssuer[] Configured(IConfiguration configuration)
    {
        var issuers = configuration.GetSection("Access:Issuers").Get<ExternalIssuer[]>() ?? [];
        var faults = issuers.SelectMany((issuer, i) => issuer.Faults().Select(fault => $"Access:Issuers:{i}: {fault}")).ToList();
        if (issuers.Select(issuer => issuer.Issuer).Append(TokenIssuer.Configured(configuration)?.AbsoluteUri ?? "")
            .GroupBy(name => name, StringComparer.Ordinal).Any(group => group.Count() > 1))
        {
            faults.Add("Access:Issuers: each issuer must be listed only once, and none may have the ledger's own name.");
        }

        return faults.Count == 0 ? issuers : throw new InvalidOperationException(string.Join(Environment.NewLine, faults));
    }

    public static string SchemeOf(int index) => $"{AccessSchemes.OAuth}:{index}";

    public TrustedIssuer? Find(string name) => _byName.GetValueOrDefault(name);

    private static IssuerKeys KeysOf(ExternalIssuer issuer, TimeProvider clock, ILogger log)
    {
        // Each issuer has connections of its own; a slow or endless answer costs this much and no more.
        var client = new HttpClient(
            new SocketsHttpHandler { AllowAutoRedirect = false, MaxConnectionsPerServer = 2, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
        {
            Timeout = AnswerMax,
            MaxResponseContentBufferSize = DocumentBytesMax,
        };
        var isHttps = new Uri(issuer.Metadata).Scheme == Uri.UriSchemeHttps;
        return new IssuerKeys(issuer.Issuer, issuer.Metadata, new HttpDocumentRetriever(client) { RequireHttps = isHttps }, clock, log);
    }
}
