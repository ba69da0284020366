using Ledger.Audit.Log.Keys;
using Ledger.Sealing.Canonical;
using Ledger.Sealing.Entries;
using Ledger.Sealing.Notes;
using Ledger.Sealing.Tiles;
using Ledger.Sealing.Trees;
using Npgsql;

namespace Ledger.Audit.Log.Batches;

/// <summary>What became of a batch.</summary>
/// <param name="Tree">The book's tree with it.</param>
/// <param name="UpTo">Position up to which the batch was done; the rest of what was asked for is still to do.</param>
/// <param name="Stop">Why the event after that cannot be sealed, and all that follow it must wait; null when there is no such event.</param>
internal sealed record Sealed(CompactRange Tree, int Leaves, int Late, TimeSpan Lag, long UpTo, string? Stop);

/// <summary>
/// One batch of one book in one transaction: leaves, the nodes that they complete, and one signed head. Whatever kills it, all of that is there or nothing is.
/// </summary>
internal sealed class SealBatch(SealerSource source, LogKeys keys, LogSettings settings, TimeProvider clock)
{
    public const int EventsMax = 1_000;
    public const long BytesMax = 8 * 1024 * 1024;

    private const string Lock = "select pg_advisory_xact_lock(hashtextextended('ledger-log/' || $1, 0))";

    private const string Leaves = $"""
        insert into {LogSchema.Leaf} (book, index, position, event_id, hash, entry, late, sealed_at)
        select $1, $2 + n - 1, position, event_id, hash, entry, late, $8 from unnest($3::bigint[], $4::uuid[], $5::bytea[], $6::bytea[], $7::boolean[])
            with ordinality leaf (position, event_id, hash, entry, late, n)
        """;

    private const string Nodes = $"insert into {LogSchema.Node} (book, level, index, hash) select $1, * from unnest($2::int[], $3::bigint[], $4::bytea[])";
    private const string Head = $"insert into {LogSchema.Head} (book, size, root, note, position, at, late) values ($1, $2, $3, $4, $5, $6, $7)";

    /// <param name="positions">In order; one that is sealed already is passed over.</param>
    /// <param name="known">The book's tree as it was after the last batch; null to read it and to check who signed it.</param>
    /// <exception cref="BrokenLogException">The rows of the log contradict each other, or another key signed it.</exception>
    /// <exception cref="MissingKeyException">There is no key to sign with.</exception>
    public async Task<Sealed> RunAsync(string book, long[] positions, CompactRange? known, CancellationToken ct)
    {
        await using var connection = await source.Database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await ExecuteAsync(connection.Command(Lock, book), ct);
        var end = await connection.EndAsync(book, known, ct);
        var events = await connection.ReadUnsealedAsync(book, positions, BytesMax, ct);
        var (leaves, stop) = Encode(events, end);
        var upTo = stop is null && leaves.Count == events.Count
            ? (events.Count == 0 ? positions[^1] : events[^1].Event.Position)
            : leaves.Count == 0 ? positions[0] - 1 : leaves[^1].Event.Position;
        if (leaves.Count == 0)
        {
            return new(end.Tree, 0, 0, TimeSpan.Zero, upTo, stop);
        }

        var now = Later(clock.GetUtcNow(), end.At);
        var rotations = await connection.RotationsAsync(book, ct);
        var generations = keys.GenerationsOf(book, rotations);
        if (known is null)
        {
            RefuseOtherKey(end, generations);
        }

        var completed = new List<TileNode>();
        var first = end.Tree.Size;
        leaves.ForEach(leaf => end.Tree.Append(leaf.Entry.Leaf, completed));
        await ExecuteAsync(Insert(connection, book, first, leaves, now), ct);
        if (completed.Count > 0)
        {
            var nodes = connection.Command(
                Nodes, book, completed.Select(n => n.Level).ToArray(), completed.Select(n => n.Index).ToArray(),
                completed.Select(n => n.Hash.Bytes.ToArray()).ToArray());
            await ExecuteAsync(nodes, ct);
        }

        var root = end.Tree.Root();
        var note = LogKeys.SignersOf(generations, rotations, now)
            .Aggregate(new Note(new Checkpoint(settings.OriginOf(book), end.Tree.Size, root).ToString(), []), (signed, key) => signed.With(key));
        var (position, late) = (Math.Max(end.Position, leaves[^1].Event.Position), leaves.Count(l => l.IsLate));
        await ExecuteAsync(connection.Command(Head, book, end.Tree.Size, root.Bytes.ToArray(), note.ToString(), position, now, end.Late + late), ct);
        await transaction.CommitAsync(ct);
        return new(end.Tree, leaves.Count, late, now - leaves[0].Event.At, upTo, stop);
    }

    /// <summary>The events up to the first that cannot have its leaf now.</summary>
    private static (List<Leaf> Leaves, string? Stop) Encode(IReadOnlyList<UnsealedEvent> events, LogEnd end)
    {
        var leaves = new List<Leaf>(events.Count);
        foreach (var (stored, isAhead) in events)
        {
            if (isAhead)
            {
                break;
            }

            try
            {
                leaves.Add(new(stored, LeafEntry.Of(stored), stored.Position < end.Position));
            }
            catch (NotCanonicalException e)
            {
                return (
                    leaves,
                    $"Event {stored.Id} at position {stored.Position}, a {stored.Type} of the stream {stored.Stream}, cannot be sealed: {e.Message}");
            }
        }

        return (leaves, null);
    }

    private static NpgsqlCommand Insert(NpgsqlConnection connection, string book, long first, List<Leaf> leaves, DateTimeOffset now) => connection.Command(
        Leaves, book, first, leaves.Select(l => l.Event.Position).ToArray(), leaves.Select(l => l.Event.Id).ToArray(),
        leaves.Select(l => l.Entry.Leaf.Bytes.ToArray()).ToArray(),
        leaves.Select(l => l.Entry.Bytes).ToArray(), leaves.Select(l => l.IsLate).ToArray(), now);

    /// <summary>A log goes on under the key that it had, or under one that was announced in it; any other key is somebody else's.</summary>
    private static void RefuseOtherKey(LogEnd end, IReadOnlyList<SignerKey> generations)
    {
        if (end.Note is not null && !generations.Any(key => IsSigned(Note.Parse(end.Note), key)))
        {
            throw new MissingKeyException(
                $"the last head, with {end.Tree.Size} leaves, was not signed with {generations[^1].Verifier}, which is the key in the file");
        }
    }

    private static bool IsSigned(Note note, SignerKey key)
    {
        try
        {
            return note.IsSignedBy(key.Verifier);
        }
        catch (FormatException)
        {
            // It says to be of this key, and is not.
            return false;
        }
    }

    /// <summary>Times of heads never go back, whatever the clocks of hosts say.</summary>
    private static DateTimeOffset Later(DateTimeOffset now, DateTimeOffset before) => now > before ? now : before;

    private static async Task ExecuteAsync(NpgsqlCommand command, CancellationToken ct)
    {
        await using (command)
        {
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    private sealed record Leaf(StoredEvent Event, LeafEntry Entry, bool IsLate);
}
