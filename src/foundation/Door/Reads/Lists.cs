using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Ledger.Door.Refusals;
using Ledger.Kernel;
using Marten;
using Microsoft.AspNetCore.Http;

namespace Ledger.Door.Reads;

/// <summary>One page of a list, and the cursor of the next; null at the end.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>
/// Where a page starts and how long it is, read from <c>after</c> and <c>limit</c>. The cursor is opaque to callers: it is the last key they saw.
/// </summary>
public sealed record PageRequest(string After, int Limit)
{
    public const int LimitDefault = 50;
    public const int LimitMax = 200;

    internal static readonly IReadOnlyList<QueryParameter> Parameters =
    [
        new("limit", typeof(int), $"Length of the page, 1 to {LimitMax}; {LimitDefault} when absent."),
        new("after", typeof(string), "Where the page starts: the value of next from the previous page."),
    ];

    /// <returns>The request, or the problem with it.</returns>
    public static (PageRequest Page, Problem? Problem) Read(HttpRequest request)
    {
        var limit = LimitDefault;
        if (request.Query["limit"] is [{ } text]
            && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > LimitMax))
        {
            return (new("", 0), Invalid("limit", $"Must be 1 to {LimitMax}."));
        }

        if (request.Query["after"] is not [{ Length: > 0 } cursor])
        {
            return (new("", limit), null);
        }

        return Base64Url.IsValid(cursor)
            ? (new(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor)).Replace("\0", ""), limit), null)
            : (new("", 0), Invalid("after", "Use the value of next from the previous page."));
    }

    public Page<T> PageOf<T>(IReadOnlyList<T> oneMore, Func<T, string> key) => oneMore.Count > Limit
        ? new([.. oneMore.Take(Limit)], CursorOf(key(oneMore[Limit - 1])))
        : new(oneMore, null);

    /// <summary>The cursor that leads to what comes after this place.</summary>
    public static string CursorOf(string place) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(place));

    private static Problem Invalid(string parameter, string detail) => Problem.Of(Problems.InvalidQuery, detail, [new(parameter, "out-of-range", detail)]);
}

public static class Lists
{
    /// <summary>A page of the book's documents of one kind, in the order of their keys.</summary>
    /// <param name="condition">Which of them, in SQL with a question mark for each of the values; all when it is absent.</param>
    public static async Task<IResult> PageAsync<T>(
        this IQuerySession session, HttpRequest request, Func<T, string> key, CancellationToken ct, string? condition = null, params object[] values)
        where T : class
    {
        var (page, problem) = PageRequest.Read(request);
        if (problem is not null)
        {
            return problem;
        }

        // Raw SQL is not narrowed to the book by itself, so the book is the first condition.
        var documents =
            await session.QueryAsync<T>(
                $"where d.tenant_id = ? and d.id > ? {(condition is null ? "" : $"and {condition} ")}order by d.id limit ?", ct,
                [session.TenantId, page.After, .. values, page.Limit + 1]);
        return Results.Json(page.PageOf(documents, key), JsonEdge.Options);
    }
}
