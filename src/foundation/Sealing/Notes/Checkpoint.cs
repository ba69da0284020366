using System.Globalization;

namespace Ledger.Sealing.Notes;

/// <summary>A head of a log (C2SP tlog-checkpoint): its name, how many leaves it has, and the root above them.</summary>
public sealed record Checkpoint(string Origin, long Size, Digest Root)
{
    /// <param name="text">A note's text: three lines. This log writes no extension lines, and takes none.</param>
    /// <exception cref="FormatException">It is not that, or its empty tree has another root than the empty one.</exception>
    public static Checkpoint Parse(string text)
    {
        if (text.Split('\n', 5) is not [var origin, var size, var root, ""] || origin.Length == 0)
        {
            throw new FormatException("A checkpoint has three lines: origin, size and root.");
        }

        var checkpoint = new Checkpoint(KeyNames.Checked(origin), StrictText.Number(size), Digest.Parse(root));
        return checkpoint.Size > 0 || checkpoint.Root == Digest.Empty
            ? checkpoint
            : throw new FormatException("The root of an empty log is the hash of nothing.");
    }

    /// <summary>The log's key signs under the log's name, so that a key of many logs cannot speak for one of them in the name of another.</summary>
    /// <returns>The note.</returns>
    public string Sign(SignerKey logKey) => Note.Signed(ToString(), logKey.Name == Origin ? logKey : logKey.WithName(Origin)).ToString();

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Root}\n");
}
