using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Ledger.Access.OAuth;

/// <summary>
/// What another issuer says of itself, its keys above all. The library's own manager lets callers queue behind an issuer that does not answer, one time-out
/// after the other; here there is one question at a time, all wait for that one, and after it there is quiet for a while, whatever came of it.
/// </summary>
internal sealed partial class IssuerKeys(string issuer, string metadataAddress, IDocumentRetriever documents, TimeProvider clock, ILogger log)
    : IConfigurationManager<OpenIdConnectConfiguration>
{
    /// <summary>A key that the issuer withdrew is honoured no longer than this.</summary>
    private static readonly TimeSpan AgeMax = TimeSpan.FromMinutes(10);

    /// <summary>An unknown key makes the ledger ask again, but not at the pace of whoever invents keys.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(5);

    private readonly Lock _asking = new();
    private Task<OpenIdConnectConfiguration>? _question;
    private DateTimeOffset _asked = DateTimeOffset.MinValue;
    private OpenIdConnectConfiguration? _known;
    private DateTimeOffset _knownAt;

    /// <summary>Whether the issuer has this key; asks it when it did not have it before.</summary>
    public async Task<bool> HaveAsync(string keyId, CancellationToken ct) =>
        Has(await GetConfigurationAsync(ct), keyId) || Has(await Ask().WaitAsync(ct), keyId);

    public async Task<OpenIdConnectConfiguration> GetConfigurationAsync(CancellationToken cancel)
    {
        if (_known is { } known && clock.GetUtcNow() - _knownAt < AgeMax)
        {
            return known;
        }

        return await Ask().WaitAsync(cancel);
    }

    public void RequestRefresh() => _ = Ask();

    private static bool Has(OpenIdConnectConfiguration configuration, string keyId) => configuration.SigningKeys.Any(key => key.KeyId == keyId);

    private Task<OpenIdConnectConfiguration> Ask()
    {
        lock (_asking)
        {
            if (_question is null || (_question.IsCompleted && clock.GetUtcNow() - _asked >= Quiet))
            {
                _asked = clock.GetUtcNow();
                _question = QuestionAsync();
            }

            return _question;
        }
    }

    private async Task<OpenIdConnectConfiguration> QuestionAsync()
    {
        try
        {
            // Nobody's request is what ends it, for others wait for it too; the retriever's own limits do.
            var answer = await OpenIdConnectConfigurationRetriever.GetAsync(metadataAddress, documents, CancellationToken.None);
            if (!string.Equals(answer.Issuer, issuer, StringComparison.Ordinal))
            {
                throw new InvalidOperationException($"{metadataAddress} describes a different issuer: {answer.Issuer}.");
            }

            (_known, _knownAt) = (answer, clock.GetUtcNow());
            return answer;
        }
        catch (Exception e)
        {
            LogSilent(e, issuer);
            throw;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The keys of issuer {Issuer} could not be read")]
    private partial void LogSilent(Exception exception, string issuer);
}
