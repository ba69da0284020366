namespace Ledger.Access.Failures;

/// <summary>An attempt to get in that failed.</summary>
/// <param name="Credential">Id of the key where it is known here.</param>
/// <param name="Book">The book of that key, or <see cref="OperatorRoom.Code"/>; null when it is not known.</param>
/// <param name="Reason">Such as <c>wrong-secret</c> or <c>revoked</c>.</param>
/// <param name="Remote">Address that the request came from.</param>
public sealed record AccessFailure(string? Credential, string? Book, string Reason, string Remote);
