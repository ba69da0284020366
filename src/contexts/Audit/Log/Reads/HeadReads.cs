using System.Globalization;
using Ledger.Sealing;
using Ledger.Sealing.Trees;
using Microsoft.AspNetCore.Http;
using Npgsql;
using Wolverine.Http;

namespace Ledger.Audit.Log.Reads;

/// <summary>Heads of a book's log, and proofs that each is a continuation of those before it.</summary>
public static class HeadReads
{
    public const string Text = "text/plain";

    /// <summary>Returns the newest head of the book's log, or the head of a given size, as a signed note with its cosignatures.</summary>
    [WolverineGet("/books/{book}/log/checkpoint", OperationId = "ReadCheckpoint")]
    [Allows(RoleSets.Everyone, InOperatorRoom = true)]
    [Answers<string>(As = Text, From = ReadFrom.Committed)]
    [Query<long>("size", "The log size to export at; the newest head when omitted.")]
    public static async Task<IResult> Checkpoint(string book, HttpContext context, LogRows rows)
    {
        var (size, problem) = Number(context.Request, "size");
        if (problem is not null)
        {
            return problem;
        }

        return await rows.HeadAsync(book, size, context.RequestAborted) is { } head
            ? Results.Text(head.Note, Text)
            : Problem.Of(LogProblems.UnknownHead, size is null ? "Nothing is sealed in this book yet." : $"This log has no head with {size} leaves.");
    }

    /// <summary>Returns the proof that the log at one size is a prefix of the log at another: one Base64 hash per line.</summary>
    [WolverineGet("/books/{book}/log/consistency", OperationId = "ReadConsistency")]
    [Allows(RoleSets.Everyone, InOperatorRoom = true)]
    [Answers<string>(As = Text, From = ReadFrom.Committed)]
    [Query<long>("from", "The log's smaller size; 0 when absent.")]
    [Query<long>("to", "The log's larger size; that of the newest head when absent.")]
    public static async Task<IResult> Consistency(string book, HttpContext context, LogRows rows, NpgsqlDataSource database)
    {
        var ((from, problem), (to, other)) = (Number(context.Request, "from"), Number(context.Request, "to"));
        if ((problem ?? other) is { } refused)
        {
            return refused;
        }

        var newest = await rows.HeadAsync(book, null, context.RequestAborted);
        var (start, end) = (from ?? 0, to ?? newest?.Size ?? 0);
        if (start > end)
        {
            return Problem.Of(Problems.InvalidQuery, "from must not be larger than to.", [new("from", "out-of-range", $"Must be at most {end}.")]);
        }

        return end > (newest?.Size ?? 0)
            ? Problem.Of(LogProblems.UnknownHead, $"The log has {newest?.Size ?? 0} leaves.")
            : Results.Text(Lines(await new TiledTree(new StoredTiles(book, database), end).ConsistencyAsync(start, context.RequestAborted)), Text);
    }

    internal static string Lines(IEnumerable<Digest> hashes) => string.Concat(hashes.Select(hash => $"{hash}\n"));

    internal static (long? Number, Problem? Problem) Number(HttpRequest request, string parameter)
    {
        const string Expected = "Must be a number of leaves, 0 or more.";
        return request.Query[parameter] switch
        {
            [] => (null, null),
            [{ } text] when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => (number, null),
            _ => (null, Problem.Of(Problems.InvalidQuery, Expected, [new(parameter, "bad-format", Expected)])),
        };
    }
}
