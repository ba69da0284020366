using Ledger.Sealing.Trees;

namespace Ledger.Sealing.Notes;

/// <summary>Lines of hashes, an empty line, and a note: the end of a witness's request and of a proof's text.</summary>
internal static class ProofLines
{
    /// <summary>A note and everything that may stand before it.</summary>
    public const int MaxLength = Note.MaxLength + 16 * 1024;

    /// <returns>The head lines and hashes as lines, and the note as it is.</returns>
    public static (string[] Lines, string Note) Split(string text)
    {
        if (text.Length > MaxLength)
        {
            throw new FormatException($"This has {text.Length} characters; {MaxLength} are the most.");
        }

        var end = text.IndexOf("\n\n", StringComparison.Ordinal);
        return end > 0 ? (text[..end].Split('\n'), text[(end + 2)..]) : throw new FormatException("The empty line before the note is missing.");
    }

    public static IReadOnlyList<Digest> Hashes(string[] lines) =>
        lines.Length <= Proofs.MaxHashes
            ? [.. lines.Select(Digest.Parse)]
            : throw new FormatException($"A proof has at most {Proofs.MaxHashes} hashes.");

    public static string Word(string line, string word) =>
        line.StartsWith(word + " ", StringComparison.Ordinal) ? line[(word.Length + 1)..] : throw new FormatException($"The line '{word} …' is missing.");

    public static string Join(IEnumerable<string> head, IEnumerable<Digest> hashes, string note) =>
        string.Concat(head.Concat(hashes.Select(hash => hash.ToString())).Select(line => line + "\n")) + "\n" + note;
}
