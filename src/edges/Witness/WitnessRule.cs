using System.Globalization;
using Ledger.Sealing;
using Ledger.Sealing.Notes;
using Ledger.Sealing.Trees;

namespace Ledger.Witness;

/// <summary>What a witness answers to a request (C2SP tlog-witness): a status, and a cosignature or why there is none.</summary>
public sealed record WitnessAnswer(int Status, string Body, string ContentType = WitnessAnswer.Text)
{
    public const string Text = "text/plain; charset=utf-8";

    /// <summary>The body is the size that the witness saw last.</summary>
    public const string Size = "text/x.tlog.size";
}

/// <summary>
/// The rule of a witness: it signs a head only when a log that it knows signed it, and when the head's tree begins with the tree that it signed last. What it
/// signs is on disk before anybody gets the signature; so it never signs a smaller tree, nor two trees of one size, wherever it is killed.
/// </summary>
/// <param name="policy">Logs that are witnessed; what it says of witnesses is not looked at.</param>
public sealed class WitnessRule(WitnessPolicy policy, SignerKey key, WitnessState state, TimeProvider clock)
{
    private readonly Lock _one = new();

    public WitnessAnswer Add(ReadOnlySpan<byte> body)
    {
        AddCheckpoint request;
        Note note;
        Checkpoint head;
        try
        {
            request = AddCheckpoint.Parse(StrictText.Decode(body));
            note = Note.Parse(request.Note);
            head = Checkpoint.Parse(note.Text);
        }
        catch (FormatException e)
        {
            return new(400, e.Message + "\n");
        }

        return Refuse(note, head) ?? Sign(request, note, head);
    }

    /// <summary>The last head that was signed for a log, for those who watch it.</summary>
    public Note? Last(string originHash)
    {
        lock (_one)
        {
            return state.FindByHash(originHash);
        }
    }

    public LastSeen LastSeen(string origin)
    {
        lock (_one)
        {
            return state.LastSeen(origin);
        }
    }

    /// <returns>Why the head is none of a log that is witnessed; null when it is one.</returns>
    internal WitnessAnswer? Refuse(Note note, Checkpoint head)
    {
        var logs = policy.Logs.Where(log => log.Name == head.Origin).ToList();
        if (logs.Count == 0)
        {
            return new(404, $"The log {head.Origin} is not witnessed here.\n");
        }

        try
        {
            return logs.Count(note.IsSignedBy) > 0 ? null : new(403, $"No key that is known of the log {head.Origin} signed this.\n");
        }
        catch (FormatException e)
        {
            return new(403, e.Message + "\n");
        }
    }

    /// <summary>One at a time: what was compared with the last head must still be true when it is stored.</summary>
    private WitnessAnswer Sign(AddCheckpoint request, Note note, Checkpoint head)
    {
        lock (_one)
        {
            var last = state.LastSeen(head.Origin);
            if (request.OldSize != last.Size)
            {
                return new(409, last.Size.ToString(CultureInfo.InvariantCulture) + "\n", WitnessAnswer.Size);
            }

            if (!head.IsPossible || !Proofs.VerifyConsistency(last.Size, last.Root, head.Size, head.Root, request.Proof))
            {
                return new(422, $"The tree of {head.Size} leaves does not begin with the tree of {last.Size} leaves that was signed here.\n");
            }

            var line = Cosignatures.Sign(key, note.Text, clock.GetUtcNow());
            var known = note.Signatures.Where(signature => policy.Logs.Any(log => log.IsNamedBy(signature)));
            state.Store(new Note(note.Text, [.. known, NoteSignature.Parse(line)]));
            return new(200, line + "\n");
        }
    }
}
