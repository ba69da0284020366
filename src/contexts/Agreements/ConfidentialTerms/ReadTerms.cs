using Ledger.Agreements.Agreements;
using Ledger.Door.Requests;
using Marten;
using Microsoft.AspNetCore.Http;
using Wolverine.Http;

namespace Ledger.Agreements.ConfidentialTerms;

public static class ReadTerms
{
    /// <summary>An agreement's confidential terms: disclosed to those who are entitled to their class, as digests to everybody else who sees the agreement.</summary>
    [WolverineGet("/books/{book}/agreements/{agreement}/terms", OperationId = "ReadTerms")]
    [Allows(RoleSets.Commercial)]
    [Answers<TermsView>(From = ReadFrom.Committed)]
    public static async Task<IResult> Get(string book, string agreement, HttpContext context, IQuerySession session, DisclosedTerms terms, CancellationToken ct)
    {
        if (await session.LoadAsync<Agreement>(Agreement.KeyOf(agreement), ct) is not { } state)
        {
            return Problem.Of(AgreementProblems.UnknownAgreement, "Nothing is recorded under this id in this book.");
        }

        context.Response.Headers.CacheControl = "no-store";
        var caller = Caller.Of(context);
        var found = await terms.OfAsync(book, agreement, (_, termClass) => TermClasses.IsEntitled(caller, termClass, state.Supplier, state.Customer), ct);
        return Views.Json(new TermsView(agreement, [.. found.Select(TermView.Of)]));
    }
}

/// <param name="Terms">In the order in which they were agreed; a later one with the same name takes an earlier one's place.</param>
public sealed record TermsView(string Agreement, IReadOnlyList<TermView> Terms);

public enum TermStatus
{
    /// <summary>The caller is not entitled to its class.</summary>
    Undisclosed,
    Disclosed,

    /// <summary>Its key was deleted, and the log says so.</summary>
    Erased,
}

/// <param name="Digest">What the log holds of it.</param>
/// <param name="Event">Id of the event that holds the digest.</param>
/// <param name="Document">Number of the agreement, or of the amendment, that it stands in.</param>
/// <param name="Disclosure">Proves the rest: the digest is the SHA-256 of this text (RFC 9901).</param>
public sealed record TermView(
    string Digest, string Class, TermStatus Status, Guid Event, string Document, string? Term = null, int? Line = null, string? Value = null, string? Disclosure = null)
{
    internal static TermView Of(FoundTerm found)
    {
        var view = new TermView(found.Digest, found.Class, found.IsErased ? TermStatus.Erased : found.Disclosure is null ? TermStatus.Undisclosed : TermStatus.Disclosed, found.Event, found.Document);
        if (found.Disclosure is not { } disclosure)
        {
            return view;
        }

        var name = disclosure.Name.Split('/');
        return view with
        {
            Term = name[0],
            Line = name.Length > 1 ? int.Parse(name[1], System.Globalization.CultureInfo.InvariantCulture) : null,
            Value = disclosure.Value.GetString(),
            Disclosure = disclosure.Text,
        };
    }
}
