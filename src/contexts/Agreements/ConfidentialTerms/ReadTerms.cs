using Ledger.Agreements.Agreements;
using Ledger.Door.Requests;
using Marten;
using Microsoft.AspNetCore.Http;
using Wolverine.Http;

namespace Ledger.Agreements.ConfidentialTerms;

public static class ReadTerms
{
    /// <summary>
    /// Returns an agreement's confidential terms: values for callers entitled to the term's class, digests for everyone else who can see the agreement.
    /// </summary>
    [WolverineGet("/books/{book}/agreements/{agreement}/terms", OperationId = "ReadTerms")]
    [Allows(RoleSets.Commercial)]
    [Answers<TermsView>(From = ReadFrom.Committed)]
    public static async Task<IResult> Get(string book, string agreement, HttpContext context, IQuerySession session, DisclosedTerms terms, CancellationToken ct)
    {
        if (await session.LoadAsync<Agreement>(Agreement.KeyOf(agreement), ct) is not { } state)
        {
            return Problem.Of(AgreementProblems.UnknownAgreement, "This book has no agreement with this id.");
        }

        context.Response.Headers.CacheControl = "no-store";
        var caller = Caller.Of(context);
        var found = await terms.OfAsync(book, agreement, (_, termClass) => TermClasses.IsEntitled(caller, termClass, state.Supplier, state.Customer), ct);
        return Views.Json(new TermsView(agreement, [.. found.Select(TermView.Of)]));
    }
}

/// <param name="Terms">In the order in which they were agreed; a later term replaces an earlier one of the same name.</param>
public sealed record TermsView(string Agreement, IReadOnlyList<TermView> Terms);

public enum TermStatus
{
    /// <summary>The caller is not entitled to its class.</summary>
    Undisclosed,
    Disclosed,

    /// <summary>The term was erased: its key is deleted, as the log records.</summary>
    Erased,
}

/// <param name="Digest">The digest that the log holds.</param>
/// <param name="Event">Id of the event that holds the digest.</param>
/// <param name="Document">The number of the agreement or amendment that contains it.</param>
/// <param name="Disclosure">The disclosure that proves the value: the digest is the SHA-256 of this text (RFC 9901).</param>
public sealed record TermView(
    string Digest, string Class, TermStatus Status, Guid Event, string Document, string? Term = null, int? Line = null, string? Value = null,
    string? Disclosure = null)
{
    internal static TermView Of(FoundTerm found)
    {
        var status = found.IsErased ? TermStatus.Erased : found.Disclosure is null ? TermStatus.Undisclosed : TermStatus.Disclosed;
        var view = new TermView(found.Digest, found.Class, status, found.Event, found.Document);
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
