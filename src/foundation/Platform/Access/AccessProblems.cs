namespace Ledger.Platform.Access;

/// <summary>Why a caller is not let in, or not let do something.</summary>
public static class AccessProblems
{
    public static readonly ProblemCode NotAuthenticated = new("not-authenticated", 401, "The request does not prove who sends it.");
    public static readonly ProblemCode KeyExpired = new("key-expired", 401, "The key has expired.");
    public static readonly ProblemCode KeyRevoked = new("key-revoked", 401, "The key was revoked.");
    public static readonly ProblemCode IssuerUnavailable = new("issuer-unavailable", 503, "The token cannot be judged, for its issuer does not answer. Nothing was recorded.", Retryable.Yes);
    public static readonly ProblemCode NotPermitted = new("not-permitted", 403, "No role of the caller may do this.");
    public static readonly ProblemCode InsufficientScope = new("insufficient-scope", 403, "The key or token is not good for this.");
    public static readonly ProblemCode NoSandbox = new("no-sandbox", 403, "There is no sandbox here for test keys to work in.");
}
