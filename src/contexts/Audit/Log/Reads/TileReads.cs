using Ledger.Door.Permissions;
using Ledger.Door.Requests;
using Ledger.Sealing;
using Ledger.Sealing.Tiles;
using Microsoft.AspNetCore.Http;
using Npgsql;
using Wolverine.Http;

namespace Ledger.Audit.Log.Reads;

/// <summary>The log as tiles (C2SP tlog-tiles), for tools that check logs of any kind.</summary>
public static class TileReads
{
    private const string Bytes = "application/octet-stream";

    /// <summary>Returns a tile of hashes or, to callers that may read every event, a bundle of entries. A tile's content never changes.</summary>
    [WolverineGet("/books/{book}/log/tile/{**path}", OperationId = "ReadTile")]
    [Allows(RoleSets.Everyone, InOperatorRoom = true)]
    [Answers<string>(As = Bytes, From = ReadFrom.Committed)]
    public static async Task<IResult> Tile(string book, string path, HttpContext context, NpgsqlDataSource database)
    {
        if (TilePath.TryParse($"tile/{path}") is not { } tile)
        {
            return Problem.Of(LogProblems.UnknownTile, "Not a tile address. An example is tile/0/x001/234.p/5.");
        }

        if (tile.IsEntries && Caller.Of(context)?.Is(Roles.Auditor | Roles.Operator) is not true)
        {
            return Problem.Of(
                AccessProblems.NotPermitted, "Entry bundles contain every event of the book, including some that this caller's roles may not read.");
        }

        var stored = new StoredTiles(book, database);
        var bytes = tile.IsEntries
            ? Bundle(await stored.EntriesAsync(tile, context.RequestAborted), tile)
            : await stored.ReadAsync(tile, context.RequestAborted);
        if (bytes is not { } whole || (!tile.IsEntries && whole.Length < tile.Width * Digest.Size))
        {
            return Problem.Of(LogProblems.UnknownTile, "The log is not this long yet.");
        }

        context.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
        return Results.Bytes(whole, Bytes);
    }

    private static ReadOnlyMemory<byte>? Bundle(IReadOnlyList<byte[]> entries, TilePath tile) => entries.Count < tile.Width ? null : EntryBundle.Of(entries);
}
