namespace Ledger.Client.Reading;

/// <summary>Returns who the caller is in the book and what it may do there.</summary>
/// <param name="Party">The legal entity that the caller acts for.</param>
/// <param name="App">Its system.</param>
/// <param name="Book">The book.</param>
/// <param name="Mode"><c>live</c> or <c>test</c>.</param>
/// <param name="Roles">What the party is in the book.</param>
/// <param name="Scopes">What the credential is good for.</param>
/// <param name="Commands">Commands that its roles may post.</param>
/// <param name="Reads">Reads that its roles may ask for.</param>
public sealed record Me(
    string Party, string App, string Book, string Mode, IReadOnlyList<string> Roles, IReadOnlyList<string> Scopes, IReadOnlyList<string> Commands,
    IReadOnlyList<string> Reads);
