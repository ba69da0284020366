using System.Buffers.Binary;

namespace Ledger.Sealing.Notes;

/// <summary>A signed note (C2SP signed-note): a text and who signed it. Parsing proves nothing; see <see cref="Signed"/>.</summary>
/// <param name="Text">What is signed: with its last line feed, without the empty line after it.</param>
public sealed record Note(string Text, IReadOnlyList<NoteSignature> Signatures)
{
    public const int MaxLength = 64 * 1024;

    public const int MaxSignatures = 100;

    /// <exception cref="FormatException">It is not a note.</exception>
    public static Note Parse(string note)
    {
        if (note.Length > MaxLength)
        {
            throw new FormatException($"A note has at most {MaxLength} characters, not {note.Length}.");
        }

        if (note.Any(c => c < ' ' && c != '\n'))
        {
            throw new FormatException("A note has no control characters but line feeds.");
        }

        var end = note.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (end < 1 || !note.EndsWith('\n') || end + 2 == note.Length)
        {
            throw new FormatException("A note ends with an empty line and lines of signatures.");
        }

        return new(note[..(end + 1)], ParseSignatures(note[(end + 2)..]));
    }

    /// <summary>Lines of signatures without the text that they sign, as a witness sends them.</summary>
    /// <exception cref="FormatException">One of them is not a signature's line.</exception>
    public static IReadOnlyList<NoteSignature> ParseSignatures(string lines)
    {
        if (!lines.EndsWith('\n') || lines.Length > MaxLength)
        {
            throw new FormatException($"Lines of signatures end with a line feed and have at most {MaxLength} characters.");
        }

        var all = lines[..^1].Split('\n', MaxSignatures + 1);
        return all.Length <= MaxSignatures
            ? [.. all.Select(NoteSignature.Parse)]
            : throw new FormatException($"A note has at most {MaxSignatures} signatures.");
    }

    public static Note Signed(string text, SignerKey by) => new Note(text, []).With(by);

    /// <summary>The note with one more signature.</summary>
    public Note With(NoteSignature signature) => this with { Signatures = [.. Signatures, signature] };

    public Note With(SignerKey signer) => With(new NoteSignature(signer.Name, signer.Verifier.Id, signer.Sign(StrictText.Encode(Text))));

    /// <summary>Whether a log's key signed the text.</summary>
    /// <exception cref="FormatException">A signature says that it is of this key and is not: such a note is worth nothing.</exception>
    public bool IsSignedBy(VerifierKey key) => Signatures.Count(signature => Check(key, signature)) > 0;

    public override string ToString() => $"{Text}\n{string.Concat(Signatures.Select(signature => signature + "\n"))}";

    private bool Check(VerifierKey key, NoteSignature signature)
    {
        if (!key.IsNamedBy(signature))
        {
            return false;
        }

        return key.Kind == KeyKind.Log && key.Verifies(StrictText.Encode(Text), signature.Bytes)
            ? true
            : throw new FormatException($"The signature of '{key.Name}' does not verify.");
    }
}

/// <summary>One line under a note: who says to have signed it, with which key, and the signature.</summary>
public sealed record NoteSignature(string Name, uint KeyId, byte[] Bytes)
{
    private const string Dash = "— ";

    private const int IdBytes = sizeof(uint);

    /// <exception cref="FormatException">It is not <c>— name base64(id ‖ signature)</c>.</exception>
    public static NoteSignature Parse(string line)
    {
        if (!line.StartsWith(Dash, StringComparison.Ordinal) || line[Dash.Length..].Split(' ', 3) is not [var name, var base64])
        {
            throw new FormatException($"'{StrictText.Short(line)}' is not a signature's line: — name base64.");
        }

        return StrictText.Base64(base64) is { Length: > IdBytes } bytes
            ? new(KeyNames.Checked(name), BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes[IdBytes..])
            : throw new FormatException($"The signature of '{StrictText.Short(name)}' is too short.");
    }

    public override string ToString()
    {
        Span<byte> id = stackalloc byte[IdBytes];
        BinaryPrimitives.WriteUInt32BigEndian(id, KeyId);
        return $"{Dash}{Name} {Convert.ToBase64String([.. id, .. Bytes])}";
    }
}
