using System.Text.Json;
using Ledger.Audit.Log.Reads;
using Ledger.Audit.Log.Statuses;
using Ledger.Door.Feed;
using Ledger.Sealing.Trees;
using Microsoft.AspNetCore.Http;
using Npgsql;
using Wolverine.Http;

namespace Ledger.Audit.Log.Traces;

/// <summary>A unit's whole trail with its proofs, to be kept and verified without the ledger.</summary>
/// <param name="Format"><c>ledger-trace-proof.v1</c></param>
/// <param name="Checkpoint">The signed head that all proofs are under, with the cosignatures that there are.</param>
/// <param name="Events">The events that moved the unit, in order.</param>
public sealed record TraceProofView(string Format, string Book, string Product, string Serial, string Checkpoint, IReadOnlyList<ProvenEvent> Events);

/// <param name="Index">The event's leaf in the book's log.</param>
/// <param name="Entry">The entry whose canonical form (RFC 8785) is hashed into the leaf.</param>
/// <param name="Payload">The event's data, when the entry holds only its hash.</param>
/// <param name="Proof">The proof that the leaf is included in the checkpoint (c2sp.org/tlog-proof@v1).</param>
public sealed record ProvenEvent(long Index, JsonElement Entry, JsonElement? Payload, string Proof);

public static class TraceProofReads
{
    /// <summary>Returns a unit's whole trail as one proof file: the entries of all events that moved it, each proven under the same signed head.</summary>
    [WolverineGet("/books/{book}/units/{product}/{serial}/proof", OperationId = "TraceProof")]
    [Allows(RoleSets.Readers)]
    [Answers<TraceProofView>(From = ReadFrom.Committed)]
    public static async Task<IResult> Prove(
        string book, string product, string serial, HttpContext context, ITrails trails, LogRows rows, Visibility visibility, Countersigned countersigned,
        NpgsqlDataSource database)
    {
        var ct = context.RequestAborted;
        if (await trails.OfAsync(book, product, serial, ct) is not { } trail)
        {
            return Problem.Of(Problems.UnknownUnit, $"Unit {product} {serial} is not registered in this book.");
        }

        var found = new List<FoundEvent>();
        foreach (var id in trail)
        {
            var (recorded, problem) = await ProofReads.FindAsync(book, id.ToString(), context, rows, visibility);
            if (problem is not null)
            {
                return problem;
            }

            found.Add(recorded!);
        }

        // The newest head that the witnesses have signed proves most; while they are behind, the newest of all.
        var (last, signed) = (found.Max(e => e.Index!.Value), await countersigned.SizeAsync(book, ct));
        return await rows.HeadAsync(book, signed > last ? signed : null, ct) is { } head
            ? new TraceProofFile(book, product, serial, head, found, rows, new TiledTree(new StoredTiles(book, database), head.Size))
            : Problem.Of(LogProblems.NotSealedYet, "Nothing is sealed in this book yet.");
    }
}
