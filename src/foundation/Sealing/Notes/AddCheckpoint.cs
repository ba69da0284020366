using System.Globalization;

namespace Ledger.Sealing.Notes;

/// <summary>What a log asks a witness to cosign (C2SP tlog-witness).</summary>
/// <param name="OldSize">The size that the log believes the witness saw last.</param>
/// <param name="Proof">That the head's tree begins with the tree of that size.</param>
/// <param name="Note">The signed head.</param>
public sealed record AddCheckpoint(long OldSize, IReadOnlyList<Digest> Proof, string Note)
{
    /// <exception cref="FormatException">It is not such a request, or its old size is over the head's.</exception>
    public static AddCheckpoint Parse(string text)
    {
        var (lines, note) = ProofLines.Split(text);
        var request = new AddCheckpoint(StrictText.Number(ProofLines.Word(lines[0], "old")), ProofLines.Hashes(lines[1..]), note);
        return Checkpoint.Parse(Notes.Note.Parse(note).Text).Size >= request.OldSize
            ? request
            : throw new FormatException("The old size is over the size of the head.");
    }

    public override string ToString() => ProofLines.Join([string.Create(CultureInfo.InvariantCulture, $"old {OldSize}")], Proof, Note);
}
