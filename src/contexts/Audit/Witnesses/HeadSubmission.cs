using Ledger.Audit.Log;
using Ledger.Sealing;
using Ledger.Sealing.Notes;
using Ledger.Sealing.Trees;
using Npgsql;

namespace Ledger.Audit.Witnesses;

/// <summary>How the submission of a head to a witness ended.</summary>
internal enum SubmissionEnd
{
    /// <summary>It has signed, and what it signed is kept.</summary>
    Signed,

    /// <summary>It has signed before what this log cannot follow on: the log is not what it was.</summary>
    Contradicted,

    /// <summary>No answer, or one that is not of the protocol.</summary>
    Failed,
}

internal sealed record SubmissionOutcome(SubmissionEnd End, long Size, string Sentence);

/// <summary>Submits a head to a witness: with the proof from the size that it is believed to have seen, and again from the size that it says it has.</summary>
internal sealed class HeadSubmission(WitnessClient client, CosignedHeads heads, NpgsqlDataSource database)
{
    /// <summary>The first size is a guess, the second is the witness's word; a third is needed only while others bring it heads too.</summary>
    private const int RoundsMax = 4;

    /// <param name="believed">Size that the witness is believed to have signed last.</param>
    public async Task<SubmissionOutcome> SubmitAsync(NewestHead head, AppointedWitness witness, long believed, CancellationToken ct)
    {
        var old = Math.Min(believed, head.Size);
        for (var round = 0; round < RoundsMax; round++)
        {
            var proof = await new TiledTree(new StoredTiles(head.Book, database), head.Size).ConsistencyAsync(old, ct);
            var reply = await client.AddAsync(witness.Url!, new AddCheckpoint(old, proof, head.Note), ct);
            switch (reply.Status)
            {
                case 200:
                    return await KeepAsync(head, witness, reply.Text, ct);
                case 409 when SizeOf(reply.Text) is { } size && size != old:
                    if (size > head.Size)
                    {
                        // Others may have signed and brought a newer head meanwhile; what is committed now decides.
                        head = (await heads.NewestAsync([head.Book], ct))[head.Book];
                    }

                    if (size > head.Size)
                    {
                        return new(
                            SubmissionEnd.Contradicted, head.Size,
                            $"Witness {witness.Witness} has signed a log of {size} leaves, but this log has only {head.Size}: the database was rolled back.");
                    }

                    old = size;
                    break;
                case 422 when old > 0:
                    return new(
                        SubmissionEnd.Contradicted, head.Size,
                        $"Witness {witness.Witness} has signed a log of {old} leaves that differs from this one: the log was forked.");
                default:
                    return new(
                        SubmissionEnd.Failed, head.Size,
                        reply.Status == 0 ? reply.Text : $"It answered {reply.Status}: {StrictText.Short(reply.Text.TrimEnd())}");
            }
        }

        return new(SubmissionEnd.Failed, head.Size, "It gives a different log size each time.");
    }

    private async Task<SubmissionOutcome> KeepAsync(NewestHead head, AppointedWitness witness, string lines, CancellationToken ct)
    {
        try
        {
            foreach (var line in Note.ParseSignatures(lines).Where(witness.Verifier.IsNamedBy))
            {
                if (await heads.KeepAsync(head, witness, line, ct))
                {
                    return new(SubmissionEnd.Signed, head.Size, "It has signed.");
                }
            }
        }
        catch (FormatException e)
        {
            return new(SubmissionEnd.Failed, head.Size, e.Message);
        }

        return new(SubmissionEnd.Failed, head.Size, "Its signature was not made with the appointed key.");
    }

    private static long? SizeOf(string text)
    {
        try
        {
            return StrictText.Number(text.TrimEnd('\n'));
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
