namespace Ledger.Access.Entrance;

/// <summary>What an API key is good for: the app that it belongs to, and how far it reaches.</summary>
/// <param name="Id">The key's id, which is part of the key and no secret.</param>
/// <param name="Book">Null for the operator's keys.</param>
public sealed record AppKey(string Id, string Party, string App, string? Book, bool IsTest, Scopes Scopes)
{
    /// <summary>The app's name among the apps of all books: what OAuth calls its client id. The operator's apps are of no book.</summary>
    public string ClientId => Book is null ? App : $"{Book}/{App}";
}
