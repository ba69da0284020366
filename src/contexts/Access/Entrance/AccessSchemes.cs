using Ledger.Door.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Access.Entrance;

/// <summary>The ways in. What the bearer looks like decides which of them judges it, so that no credential is ever tried in two ways.</summary>
public static class AccessSchemes
{
    public const string Ledger = "Ledger";
    public const string ApiKey = "ApiKey";
    public const string OAuth = "OAuth";

    /// <summary>What every API key begins with, and no JSON web token.</summary>
    public const string ApiKeyPrefix = "lgk_";

    private const string Bearer = "Bearer ";

    public static IServiceCollection AddLedgerAccess(this IServiceCollection services)
    {
        services.AddSingleton<IGate, PlainHttp>().AddSingleton<IGate, AccessGate>();
        services.AddAuthentication(Ledger).AddPolicyScheme(Ledger, null, policy => policy.ForwardDefaultSelector = SchemeOf);
        return services;
    }

    /// <summary>What follows <c>Bearer</c> in the one Authorization header; null when there is none or it is of another kind.</summary>
    public static string? BearerOf(HttpRequest request) =>
        request.Headers.Authorization is [{ } value] && value.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? value[Bearer.Length..].Trim() : null;

    private static string SchemeOf(HttpContext context) =>
        BearerOf(context.Request)?.StartsWith(ApiKeyPrefix, StringComparison.Ordinal) is false ? OAuth : ApiKey;
}

/// <summary>Why a credential was not taken: what an authentication handler fails with, so that the gate can tell the caller and the record.</summary>
/// <param name="reason">For the record of failures, such as <c>wrong-secret</c>; the caller is only told <paramref name="code"/> and <paramref
/// name="detail"/>.</param>
/// <param name="credential">Id of the key, where it is known here; what the caller made up is not kept.</param>
/// <param name="book">The book of that key, or <see cref="OperatorRoom.Code"/>.</param>
public sealed class CredentialRefused(ProblemCode code, string reason, string detail, string? credential = null, string? book = null) : Exception(detail)
{
    public ProblemCode Code { get; } = code;

    public string Reason { get; } = reason;

    public string? Credential { get; } = credential;

    public string? Book { get; } = book;

    public Problem ToProblem() => Problem.Of(Code, Message);
}
