using Ledger.Audit.Log;
using Ledger.Door.Requests;
using Ledger.Sealing;
using Ledger.Sealing.Notes;
using Microsoft.AspNetCore.Http;
using Wolverine.Http;

namespace Ledger.Audit.Witnesses;

/// <param name="Size">Leaves under the head.</param>
/// <param name="Witnesses">Those whose signatures were in the note and are kept.</param>
public sealed record CosignedHead(long Size, IReadOnlyList<string> Witnesses);

/// <summary>For witnesses that fetch heads themselves: they bring back what they have signed. It is no command, for nothing of it is recorded in the book.</summary>
public static class SubmitCosignatureEndpoint
{
    private const int BodyBytesMax = 2 * Note.MaxLength;

    /// <summary>Brings a head of the book's log with the signatures of its witnesses: a signed note. Brought twice, it is kept once.</summary>
    [WolverinePost("/books/{book}/log/cosignatures", OperationId = "SubmitCosignature")]
    [Allows(RoleSets.Commercial)]
    [Answers<CosignedHead>(Takes = "text/plain", From = ReadFrom.Committed)]
    public static async Task<IResult> Post(string book, HttpContext context, LogSettings settings, CosignedHeads heads, Rosters rosters)
    {
        var ct = context.RequestAborted;
        if (!RequestBody.IsOf(context.Request, "text/plain"))
        {
            return Problem.Of(Problems.UnsupportedMediaType, "A head is sent as text/plain.");
        }

        if (await RequestBody.ReadAsync(context.Request, BodyBytesMax, ct) is not { } body)
        {
            return Problem.Of(Problems.BodyTooLarge, $"A note may hold {BodyBytesMax} bytes.");
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
            return Problem.Of(WitnessProblems.MalformedNote, $"The log of this book is called {settings.OriginOf(book)}.");
        }

        if (await heads.FindAsync(book, checkpoint.Size, ct) is not { } head)
        {
            return Problem.Of(LogProblems.UnknownHead, $"No head of this log has {checkpoint.Size} leaves.");
        }

        return Note.Parse(head.Note).Text == note.Text
            ? await KeepAsync(head, note, Caller.Of(context)!, heads, await rosters.OfAsync(book, ct), ct)
            : Problem.Of(WitnessProblems.OtherHead, $"What was signed is not the head of {checkpoint.Size} leaves that this log has. One of the two is forged: keep the note, it is evidence.");
    }

    private static async Task<IResult> KeepAsync(NewestHead head, Note note, Caller caller, CosignedHeads heads, WitnessRoster? roster, CancellationToken ct)
    {
        var lines = (from line in note.Signatures
                     from witness in roster?.Witnesses ?? []
                     where witness.Verifier.IsNamedBy(line)
                     select (Witness: witness, Line: line)).ToList();
        if (lines.Count == 0)
        {
            return Problem.Of(WitnessProblems.NoCosignature, "See GET log/policy for who is.");
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
                return Problem.Of(WitnessProblems.BadCosignature, $"The line of {witness.Witness} does not verify.");
            }
        }

        return Views.Json(new CosignedHead(head.Size, [.. lines.Select(l => l.Witness.Witness).Distinct()]));
    }

    private static Refusal? Foreign(AppointedWitness witness, Caller caller) =>
        Owner.Refuse(Sender.Of(caller), $"submit signatures of witness {witness.Witness}", witness.Party);
}
