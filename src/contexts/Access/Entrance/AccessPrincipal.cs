using System.Security.Claims;

namespace Ledger.Access.Entrance;

/// <summary>The one principal that both ways in come to: an identity named by its party, with what the credential says as claims.</summary>
public static class AccessPrincipal
{
    internal const string Party = "party";
    internal const string App = "app";
    internal const string Credential = "credential";
    internal const string Book = "book";
    internal const string Mode = "mode";
    internal const string Scope = "scope";

    /// <param name="credential">Id of the key or of the token, as it is recorded with what the caller does.</param>
    public static ClaimsPrincipal Of(AppKey key, string credential, string scheme)
    {
        var claims = new List<Claim>
        {
            new(Party, key.Party), new(App, key.App), new(Credential, credential), new(Mode, ModeOf(key)), new(Scope, ScopeNames.Of(key.Scopes)),
        };
        if (key.Book is not null)
        {
            claims.Add(new(Book, key.Book));
        }

        return new(new ClaimsIdentity(claims, scheme, Party, null));
    }

    public static string ModeOf(AppKey key) => key.IsTest ? "test" : "live";

    /// <summary>The caller that the principal stands for; its roles are for the book to say.</summary>
    public static Caller Read(ClaimsPrincipal user) => new(
        Required(user, Party), Required(user, App), Required(user, Credential), user.FindFirstValue(Book), Required(user, Mode) == "test",
        ScopeNames.Read(Required(user, Scope)), Roles.None);

    private static string Required(ClaimsPrincipal user, string claim) =>
        user.FindFirstValue(claim) ?? throw new InvalidOperationException($"The principal has no claim {claim}.");
}
