namespace Ledger.Access.Entrance;

/// <summary>What an API key is good for: the app that it belongs to, and how far it reaches.</summary>
/// <param name="Id">The key's id, which is part of the key and no secret.</param>
/// <param name="Book">Null for the operator's keys.</param>
public sealed record AppKey(string Id, string Party, string App, string? Book, bool IsTest, Scopes Scopes)
{
    /// <summary>The app's name among the apps of all books: what OAuth calls its client id. The operator's apps are of no book.</summary>
    public string ClientId => Book is null ? App : $"{Book}/{App}";
}

/// <summary>The keys of apps, as the two ways in ask for them. Answers may be some seconds old, never more than a revocation may take.</summary>
public interface IAppKeys
{
    /// <summary>The key that this text proves: well formed, known, its secret right, neither expired nor revoked. Null otherwise, whatever is wrong.</summary>
    ValueTask<AppKey?> ProveAsync(string apiKey, CancellationToken ct);

    /// <summary>The key with this id while it is active: a token lives no longer than the key that it was bought with.</summary>
    ValueTask<AppKey?> ActiveAsync(string keyId, CancellationToken ct);
}
