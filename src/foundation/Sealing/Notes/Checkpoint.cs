using System.Globalization;

namespace Ledger.Sealing.Notes;

/// <summary>A head of a log (C2SP tlog-checkpoint): its name, how many leaves it has, and the root above them.</summary>
public sealed record Checkpoint(string Origin, long Size, Digest Root)
{
    /// <summary>A log without leaves has one root that is known to all; with another one the head is nonsense, whoever signed it.</summary>
    public bool IsPossible => Size > 0 || Root == Digest.Empty;

    /// <param name="text">A note's text: three lines. This log writes no extension lines, and takes none.</param>
    /// <exception cref="FormatException">It is not that.</exception>
    public static Checkpoint Parse(string text)
    {
        if (text.Split('\n', 5) is not [var origin, var size, var root, ""] || origin.Length == 0)
        {
            throw new FormatException("A checkpoint has three lines: origin, size and root.");
        }

        return new(KeyNames.Checked(origin), StrictText.Number(size), Digest.Parse(root));
    }

    /// <summary>The log's key signs under the log's name, so that a key of many logs cannot speak for one of them in the name of another.</summary>
    /// <returns>The note.</returns>
    public string Sign(SignerKey logKey) => Note.Signed(ToString(), logKey.Name == Origin ? logKey : logKey.WithName(Origin)).ToString();

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Root}\n");
}
