using System.Text.Json;
using Ledger.Audit.Log.Statuses;
using Ledger.Door.Feed;
using Ledger.Door.Requests;
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

    /// <summary>That the event is in the book's log: a proof (c2sp.org/tlog-proof@v1) to be kept beside its entry. It goes by the newest countersigned head that has it,
    /// else by the newest, unless a size is asked for.</summary>
    [WolverineGet("/books/{book}/events/{id}/proof", OperationId = "ReadProof")]
    [Allows(RoleSets.Everyone, InOperatorRoom = true)]
    [Answers<string>("size", As = HeadReads.Text, From = ReadFrom.Committed)]
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
        return head is null || head.Size <= index
            ? Problem.Of(LogProblems.UnknownHead, $"The event is leaf {index}; no head of {size} leaves has it.")
            : Results.Text(new InclusionProofText(index, await new TiledTree(new StoredTiles(book, database), head.Size).InclusionAsync(index, ct), head.Note).ToString(), HeadReads.Text);
    }

    /// <summary>The event's entry, byte for byte as its leaf has it; or the data that the entry only has the hash of.</summary>
    [WolverineGet("/books/{book}/events/{id}/entry", OperationId = "ReadEntry")]
    [Allows(RoleSets.Everyone, InOperatorRoom = true)]
    [Answers<object>("part", From = ReadFrom.Committed)]
    public static async Task<IResult> Entry(string book, string id, HttpContext context, LogRows rows, Visibility visibility)
    {
        var isPayload = context.Request.Query["part"] is ["payload"];
        if (!isPayload && context.Request.Query["part"] is not ([] or ["entry"]))
        {
            const string Expected = "entry or payload is expected.";
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
            : Problem.Of(LogProblems.NoPayload, $"An entry of up to {LeafEntry.MaxBytes} bytes holds the data itself.");
    }

    /// <summary>The event, when it is there, the caller sees it, and it is sealed.</summary>
    internal static async Task<(FoundEvent? Event, Problem? Problem)> FindAsync(string book, string id, HttpContext context, LogRows rows, Visibility visibility)
    {
        var found = Guid.TryParseExact(id, "D", out var guid) ? await rows.EventAsync(book, guid, context.RequestAborted) : null;
        return found is null || !visibility.ContextsOf(context).Contains(found.Context)
            ? (null, Problem.Of(LogProblems.UnknownEvent, "No event of this book that the caller sees has this id."))
            : found.Index is null ? (null, Problem.Of(LogProblems.NotSealedYet, "It is sealed within moments; Prefer: wait=sealed on the command waits for it.")) : (found, null);
    }

    internal static bool HasPayload(byte[] entry)
    {
        using var json = JsonDocument.Parse(entry);
        return json.RootElement.GetProperty("data") is { ValueKind: JsonValueKind.Object } data && data.TryGetProperty("_sha256", out _);
    }
}
