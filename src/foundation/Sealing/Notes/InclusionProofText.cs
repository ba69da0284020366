using System.Globalization;
using Ledger.Sealing.Trees;

namespace Ledger.Sealing.Notes;

/// <summary>That an entry is in a log (C2SP tlog-proof): to be kept beside the entry, and checked without the log.</summary>
/// <param name="Hashes">The leaf's sibling first.</param>
/// <param name="Note">The signed head.</param>
public sealed record InclusionProofText(long Index, IReadOnlyList<Digest> Hashes, string Note)
{
    private const string Header = "c2sp.org/tlog-proof@v1";

    /// <exception cref="FormatException">It is not such a proof.</exception>
    public static InclusionProofText Parse(string text)
    {
        var (lines, note) = ProofLines.Split(text);
        if (lines.Length < 2 || lines[0] != Header)
        {
            throw new FormatException($"The proof does not begin with '{Header}' and an index.");
        }

        var index = StrictText.Number(ProofLines.Word(lines[1], "index"));
        return new(index, ProofLines.Hashes(lines[2..]), note);
    }

    /// <summary>Whether the leaf is under the head of the note. Whether the note is worth anything, a policy decides.</summary>
    /// <exception cref="FormatException">The note is none.</exception>
    public bool Proves(Digest leaf)
    {
        var head = Checkpoint.Parse(Notes.Note.Parse(Note).Text);
        return Proofs.VerifyInclusion(leaf, Index, head.Size, Hashes, head.Root);
    }

    public override string ToString() => ProofLines.Join([Header, string.Create(CultureInfo.InvariantCulture, $"index {Index}")], Hashes, Note);
}
