using System.Globalization;
using Microsoft.AspNetCore.Http;
using Npgsql;
using Wolverine.Http;

namespace Ledger.Access.Failures;

/// <summary>Failed authentications of one minute.</summary>
/// <param name="Key">The id of the key that was presented; absent when no key has that id.</param>
/// <param name="Reason"><c>malformed</c>, <c>unknown</c>, <c>wrong-secret</c>, <c>expired</c>, <c>revoked</c> or <c>refused-token</c>.</param>
/// <param name="Remote">The network address they came from; <c>others</c> when there were too many addresses to list.</param>
public sealed record FailureView(DateTimeOffset Minute, string? Key, string Reason, string Remote, long Count);

public static class FailureReads
{
    private const string List = $"""
        select minute, key, reason, remote, count from {FailureSchema.Failure}
        where (book = $1 or ($1 = '{OperatorRoom.Code}' and book = '')) and (minute, key, reason, remote) < ($2, $3, $4, $5)
        order by minute desc, key desc, reason desc, remote desc limit $6
        """;

    /// <summary>
    /// Lists failed authentications with this book's keys, newest first. Failures with keys of no book are listed under the operator's own address.
    /// </summary>
    [WolverineGet("/books/{book}/access/failures", OperationId = "ListAccessFailures")]
    [Allows(Roles.Auditor | Roles.Operator, InOperatorRoom = true)]
    [Answers<Page<FailureView>>]
    public static async Task<IResult> Failures(string book, HttpRequest request, NpgsqlDataSource database, CancellationToken ct)
    {
        var (page, problem) = PageRequest.Read(request);
        if (problem is not null)
        {
            return problem;
        }

        if (CursorOf(page.After) is not { } after)
        {
            return Problem.Of(Problems.InvalidQuery, "Use the value of next from the previous page.");
        }

        await using var command = database.CreateCommand(List);
        command.Parameters.AddWithValue(book);
        command.Parameters.AddWithValue(after.Minute);
        command.Parameters.AddWithValue(after.Key);
        command.Parameters.AddWithValue(after.Reason);
        command.Parameters.AddWithValue(after.Remote);
        command.Parameters.AddWithValue(page.Limit + 1);
        var failures = new List<FailureView>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            var key = row.GetString(1);
            failures.Add(new(
                row.GetFieldValue<DateTimeOffset>(0), key.Length > 0 ? key : null, row.GetString(2), row.GetString(3), row.GetInt64(4)));
        }

        return Views.Json(page.PageOf(failures, f => $"{f.Minute.ToString("O", CultureInfo.InvariantCulture)} {f.Key} {f.Reason} {f.Remote}"));
    }

    /// <returns>Where the page starts; null when the cursor is none of this list's.</returns>
    private static FailureRow? CursorOf(string cursor)
    {
        if (cursor.Length == 0)
        {
            return new(new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero), "", "", "", "");
        }

        return cursor.Split(' ') is [var minute, var key, var reason, var remote]
            && DateTimeOffset.TryParseExact(minute, "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? new(time.ToUniversalTime(), key, reason, remote, "")
            : null;
    }
}
