namespace Ledger.Access.Entrance;

/// <summary>Why a caller is not let in.</summary>
public static class EntranceProblems
{
    public static readonly ProblemCode NotAuthenticated = new("not-authenticated", 401, "The request is not authenticated.");
    public static readonly ProblemCode KeyExpired = new("key-expired", 401, "The key has expired.");
    public static readonly ProblemCode KeyRevoked = new("key-revoked", 401, "The key was revoked.");
    public static readonly ProblemCode IssuerUnavailable = new(
        "issuer-unavailable", 503, "The token cannot be checked because its issuer does not respond. Nothing was recorded.", Retryable.Yes);
}
