using Ledger.Audit.Log;
using Ledger.Sealing.Notes;

namespace Ledger.Audit.Export;

/// <summary>A head that a bundle may be made for.</summary>
/// <param name="Note">With its cosignatures.</param>
/// <param name="Position">The highest position among its leaves.</param>
internal sealed record ExportHead(long Size, string Note, long Position, DateTimeOffset At);

/// <summary>
/// Chooses the head. Everything in a bundle must belong together: so the views have come to the head, and when witnesses are asked for, they have signed it, as
/// long as that is not so long ago that what was recorded since would seem to be kept from the log.
/// </summary>
internal static class ExportHeads
{
    /// <summary>How long an event may wait for its leaf before a verifier finds fault with it.</summary>
    public static readonly TimeSpan SealInterval = TimeSpan.FromSeconds(60);

    private const string Heads = $"""
        select h.size, h.note, (select string_agg(c.line || E'\n', '' order by c.witness)
            from {LogSchema.Cosignature} c where c.book = h.book and c.size = h.size), h.position, h.at
        from {LogSchema.Head} h where h.book = $1 and ($2::bigint is null or h.size = $2) order by h.size desc limit 200
        """;

    // The oldest event that a head leaves out; when that is young, the head is as good as the newest.
    private const string OldestAfter =
        $"select min(e.timestamp) from {LogSchema.Leaf} l join {LedgerStore.Schema}.mt_events e on e.id = l.event_id where l.book = $1 and l.index >= $2";

    // Positions up to a head's highest that it does not hold: they were sealed after it, or are not sealed yet.
    private const string Without = $"""
        select e.seq_id from {LedgerStore.Schema}.mt_events e where e.tenant_id = $1 and e.seq_id <= $2
            and not exists (select from {LogSchema.Leaf} l where l.book = $1 and l.position = e.seq_id and l.index < $3)
        """;

    /// <summary>The events that a head holds, as the contexts are asked about them.</summary>
    public static async Task<ViewMoment> MomentAsync(this StoreSnapshot snapshot, ExportHead head, CancellationToken ct)
    {
        var without = new List<long>();
        await using var command = snapshot.Command(Without, snapshot.Book, head.Position, head.Size);
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            without.Add(row.GetInt64(0));
        }

        return new(head.Position, without);
    }

    /// <summary>The head of this size, or the best there is now; null when there is none.</summary>
    /// <param name="lowest">The position that all views have come to.</param>
    /// <param name="policy">Whose signatures are asked for; null when nobody's are.</param>
    /// <returns>It, and whether waiting could bring a better one.</returns>
    public static async Task<(ExportHead? Head, bool IsBest)> HeadAsync(
        this StoreSnapshot snapshot, long lowest, long? size, WitnessPolicy? policy, DateTimeOffset now, CancellationToken ct)
    {
        var heads = await ReadAsync(snapshot, size, ct);
        var covered = heads.FindAll(head => head.Position <= lowest);
        if (size is not null || policy is null or { Witnesses.Count: 0 } || covered.Count == 0)
        {
            return (covered.FirstOrDefault(), covered.Count > 0 && covered[0] == heads[0]);
        }

        if (covered.Find(head => IsCosigned(policy, head)) is not { } signed)
        {
            return (covered[0], false);
        }

        var isBest = signed == heads[0] || await OldestAfterAsync(snapshot, signed.Size, ct) > now - (SealInterval / 2);
        return (isBest ? signed : covered[0], isBest);
    }

    private static bool IsCosigned(WitnessPolicy policy, ExportHead head)
    {
        try
        {
            return policy.Judge(head.Note).IsQuorumMet;
        }
        catch (FormatException)
        {
            // Whoever verifies the bundle is told of it by name.
            return false;
        }
    }

    private static async Task<List<ExportHead>> ReadAsync(StoreSnapshot snapshot, long? size, CancellationToken ct)
    {
        var heads = new List<ExportHead>();
        await using var command = snapshot.Command(Heads, snapshot.Book, (object?)size ?? DBNull.Value);
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            heads.Add(
                new(row.GetInt64(0), row.GetString(1) + (row.IsDBNull(2) ? "" : row.GetString(2)), row.GetInt64(3), row.GetFieldValue<DateTimeOffset>(4)));
        }

        return heads;
    }

    private static async Task<DateTimeOffset> OldestAfterAsync(StoreSnapshot snapshot, long size, CancellationToken ct)
    {
        await using var command = snapshot.Command(OldestAfter, snapshot.Book, size);
        return await command.ExecuteScalarAsync(ct) is DateTime at ? new DateTimeOffset(at, TimeSpan.Zero) : DateTimeOffset.MaxValue;
    }
}
