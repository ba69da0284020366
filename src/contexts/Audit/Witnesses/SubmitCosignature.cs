using Ledger.Audit.Log;
using Ledger.Door.Requests;
using Ledger.Sealing;
using Ledger.Sealing.Notes;
using Microsoft.AspNetCore.Http;
using Wolverine.Http;

namespace Ledger.Audit.Witnesses;

/// <param name="Size">The head's number of leaves.</param>
/// <param name="Witnesses">The witnesses whose signatures were stored.</param>
public sealed record CosignedHead(long Size, IReadOnlyList<string> Witnesses);

/// <summary>
/// For witnesses that fetch heads themselves: they bring back what they have signed. It is no command, for nothing of it is recorded in the book.
/// </summary>
public static class SubmitCosignatureEndpoint
{
    private const int BodyBytesMax = 2 * Note.MaxLength;

    /// <summary>Submits witness signatures on a head of the book's log, as a signed note. Submitting the same note again has no further effect.</summary>
    [WolverinePost("/books/{book}/log/cosignatures", OperationId = "SubmitCosignature")]
    [Allows(RoleSets.Commercial)]
    [Answers<CosignedHead>(Takes = "text/plain", From = ReadFrom.Committed)]
    public static async Task<IResult> Post(string book, HttpContext context, LogSettings settings, CosignedHeads heads, WitnessRosters rosters)
    {
        var ct = context.RequestAborted;
        if (!RequestBody.IsOf(context.Request, "text/plain"))
        {
            return Problem.Of(Problems.UnsupportedMediaType, "Send the note as text/plain.");
        }

        if (await RequestBody.ReadAsync(context.Request, BodyBytesMax, ct) is not { } body)
        {
            return Problem.Of(Problems.BodyTooLarge, $"A note can have at most {BodyBytesMax} bytes.");
        }

        Note note;
        Checkpoint checkpoint;
        try
        {
            note = Note.Parse(StrictText.Decode(body.GetBuffer().AsSpan(0, (int)body.Length)));
            checkpoint = Checkpoint.Parse(note.Text);
        }
        catch (FormatException e)
        {
            return Problem.Of(WitnessProblems.MalformedNote, e.Message);
        }

        if (checkpoint.Origin != settings.OriginOf(book))
        {
            return Problem.Of(WitnessProblems.MalformedNote, $"This book's log is named {settings.OriginOf(book)}.");
        }

        if (await heads.FindAsync(book, checkpoint.Size, ct) is not { } head)
        {
            return Problem.Of(LogProblems.UnknownHead, $"This log has no head with {checkpoint.Size} leaves.");
        }

        return Note.Parse(head.Note).Text == note.Text
            ? await KeepAsync(head, note, Caller.Of(context)!, heads, await rosters.OfAsync(book, ct), ct)
            : Problem.Of(
                WitnessProblems.OtherHead,
                $"The signed head differs from this log's head of {checkpoint.Size} leaves. One of the two is forged: keep the note as evidence.");
    }

    private static async Task<IResult> KeepAsync(NewestHead head, Note note, Caller caller, CosignedHeads heads, WitnessRoster? roster, CancellationToken ct)
    {
        var lines = (from line in note.Signatures
                     from witness in roster?.Witnesses ?? []
                     where witness.Verifier.IsNamedBy(line)
                     select (Witness: witness, Line: line)).ToList();
        if (lines.Count == 0)
        {
            return Problem.Of(WitnessProblems.NoCosignature, "GET log/policy lists the appointed witnesses.");
        }

        // What a witness has signed proves itself, so the operator may bring it too; a partner brings its own.
        if (!caller.Is(Roles.Operator) && lines.Select(l => Foreign(l.Witness, caller)).FirstOrDefault(r => r is not null) is { } refusal)
        {
            return Problem.Of(refusal);
        }

        foreach (var (witness, line) in lines)
        {
            if (!await heads.KeepAsync(head, witness, line, ct))
            {
                return Problem.Of(WitnessProblems.BadCosignature, $"The signature line of witness {witness.Witness} is not valid.");
            }
        }

        return Views.Json(new CosignedHead(head.Size, [.. lines.Select(l => l.Witness.Witness).Distinct()]));
    }

    private static Refusal? Foreign(AppointedWitness witness, Caller caller) =>
        Owner.Refuse(Sender.Of(caller), $"submit signatures of witness {witness.Witness}", witness.Party);
}
