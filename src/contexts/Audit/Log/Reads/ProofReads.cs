using System.Text.Json;
using Ledger.Audit.Log.Statuses;
using Ledger.Door.Feed;
using Ledger.Sealing.Canonical;
using Ledger.Sealing.Entries;
using Ledger.Sealing.Notes;
using Ledger.Sealing.Trees;
using Microsoft.AspNetCore.Http;
using Npgsql;
using Wolverine.Http;

namespace Ledger.Audit.Log.Reads;

/// <summary>What one event's leaf is, and that it is in the log. Who sees the event may prove it.</summary>
public static class ProofReads
{
    private const string Json = "application/json";

    /// <summary>
    /// Returns the proof that the event is in the book's log (c2sp.org/tlog-proof@v1), to be kept with its entry. It refers to the newest countersigned head
    /// that includes the event, otherwise to the newest head, unless a size is given.
    /// </summary>
    [WolverineGet("/books/{book}/events/{id}/proof", OperationId = "ReadProof")]
    [Allows(RoleSets.Everyone, InOperatorRoom = true)]
    [Answers<string>(As = HeadReads.Text, From = ReadFrom.Committed)]
    [Query<long>("size", "The log size to export at; the newest head when omitted.")]
    public static async Task<IResult> Proof(
        string book, string id, HttpContext context, LogRows rows, Visibility visibility, Countersigned countersigned, NpgsqlDataSource database)
    {
        var (size, bad) = HeadReads.Number(context.Request, "size");
        var (found, problem) = await FindAsync(book, id, context, rows, visibility);
        if ((bad ?? problem) is { } refused)
        {
            return refused;
        }

        var (ct, index) = (context.RequestAborted, found!.Index!.Value);
        var countersignedSize = size is null ? await countersigned.SizeAsync(book, ct) : 0;
        var head = await rows.HeadAsync(book, size ?? (countersignedSize > index ? countersignedSize : null), ct);
        if (head is null || head.Size <= index)
        {
            return Problem.Of(LogProblems.UnknownHead, $"The event is leaf {index}; a head of {size} leaves does not include it.");
        }

        var path = await new TiledTree(new StoredTiles(book, database), head.Size).InclusionAsync(index, ct);
        return Results.Text(new InclusionProofText(index, path, head.Note).ToString(), HeadReads.Text);
    }

    /// <summary>Returns the event's log entry, byte for byte as hashed into its leaf; or the payload, when the entry holds only its hash.</summary>
    [WolverineGet("/books/{book}/events/{id}/entry", OperationId = "ReadEntry")]
    [Allows(RoleSets.Everyone, InOperatorRoom = true)]
    [Answers<object>(From = ReadFrom.Committed)]
    [Query<string>("part", "entry, or payload: the data of which an entry holds only the hash.")]
    public static async Task<IResult> Entry(string book, string id, HttpContext context, LogRows rows, Visibility visibility)
    {
        var isPayload = context.Request.Query["part"] is ["payload"];
        if (!isPayload && context.Request.Query["part"] is not ([] or ["entry"]))
        {
            const string Expected = "Must be entry or payload.";
            return Problem.Of(Problems.InvalidQuery, Expected, [new("part", "not-one-of", Expected)]);
        }

        var (found, problem) = await FindAsync(book, id, context, rows, visibility);
        if (problem is not null)
        {
            return problem;
        }

        var entry = await rows.EntryAsync(book, found!.Index!.Value, context.RequestAborted);
        if (!isPayload)
        {
            return Results.Bytes(entry, Json);
        }

        return HasPayload(entry)
            ? Results.Bytes(CanonicalJson.Of(await rows.DataAsync(book, found.Position, context.RequestAborted)), Json)
            : Problem.Of(LogProblems.NoPayload, $"Entries of up to {LeafEntry.MaxBytes} bytes hold the data themselves. Read part=entry instead.");
    }

    /// <summary>The event, when it is there, the caller sees it, and it is sealed.</summary>
    internal static async Task<(FoundEvent? Event, Problem? Problem)> FindAsync(
        string book, string id, HttpContext context, LogRows rows, Visibility visibility)
    {
        var found = Guid.TryParseExact(id, "D", out var guid) ? await rows.EventAsync(book, guid, context.RequestAborted) : null;
        return found is null || !visibility.ContextsOf(context).Contains(found.Context)
            ? (null, Problem.Of(LogProblems.UnknownEvent, "The caller can see no event with this id in this book."))
            : found.Index is null
                ? (null, Problem.Of(LogProblems.NotSealedYet, "Try again in a moment, or send the command with Prefer: wait=sealed."))
                : (found, null);
    }

    internal static bool HasPayload(byte[] entry)
    {
        using var json = JsonDocument.Parse(entry);
        return json.RootElement.GetProperty("data") is { ValueKind: JsonValueKind.Object } data && data.TryGetProperty("_sha256", out _);
    }
}
