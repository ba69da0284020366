namespace Ledger.Access.Apps;

[ContractName("access.app-registered.v1")]
public sealed record AppRegistered(string App, string Party, string Name, DateTimeOffset OccurredAt) : IFact;

/// <param name="Hash">SHA-256 of the secret, in hexadecimal digits. The secret itself is recorded nowhere.</param>
[ContractName("access.key-issued.v1")]
public sealed record KeyIssued(
    string App, string Party, string Key, string Name, KeyMode Mode, IReadOnlyList<KeyScope> Scopes, string Hash, DateTimeOffset? ExpiresAt,
    DateTimeOffset OccurredAt) : IFact;

/// <summary>The key's expiry was brought forward because another key replaces it.</summary>
[ContractName("access.key-expiry-set.v1")]
public sealed record KeyExpirySet(string App, string Key, string ReplacedBy, DateTimeOffset ExpiresAt, DateTimeOffset OccurredAt) : IFact;

[ContractName("access.key-revoked.v1")]
public sealed record KeyRevoked(string App, string Key, string Reason, DateTimeOffset OccurredAt) : IFact;
