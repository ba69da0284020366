namespace Ledger.Client.Credentials;

/// <summary>Proves who asks.</summary>
public interface ICredential
{
    /// <summary>What goes behind <c>Authorization: Bearer</c>.</summary>
    ValueTask<string> BearerAsync(CancellationToken cancel);

    /// <summary>Hears that the ledger did not take a token.</summary>
    /// <returns>Whether another one may do better.</returns>
    bool Renew(string refused);
}
