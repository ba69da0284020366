using System.Buffers.Binary;
using System.Globalization;

namespace Ledger.Sealing.Notes;

/// <summary>cosignature/v1 (C2SP tlog-cosignature): at this time this was the largest head of the log that the witness had seen.</summary>
public static class Cosignatures
{
    private const int TimeBytes = sizeof(ulong);

    /// <param name="body">The note's text.</param>
    /// <param name="time">Whole seconds are signed.</param>
    /// <returns>The signature's line, without a line feed.</returns>
    public static string Sign(SignerKey cosigner, string body, DateTimeOffset time)
    {
        if (cosigner.Verifier.Kind != KeyKind.Cosigner)
        {
            throw new FormatException($"The key of '{cosigner.Name}' is a log's and not a witness's.");
        }

        var seconds = time.ToUnixTimeSeconds();
        var bytes = new byte[TimeBytes];
        BinaryPrimitives.WriteInt64BigEndian(bytes, seconds);
        return new NoteSignature(cosigner.Name, cosigner.Verifier.Id, [.. bytes, .. cosigner.Sign(Message(body, seconds))]).ToString();
    }

    /// <returns>When it was signed; null when the signature is not of this key over this text.</returns>
    public static DateTimeOffset? Verify(VerifierKey cosigner, string body, NoteSignature signature)
    {
        if (cosigner.Kind != KeyKind.Cosigner || !cosigner.IsNamedBy(signature) || signature.Bytes.Length <= TimeBytes)
        {
            return null;
        }

        var seconds = BinaryPrimitives.ReadInt64BigEndian(signature.Bytes);
        return seconds is > 0 && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            && cosigner.Verifies(Message(body, seconds), signature.Bytes.AsSpan(TimeBytes))
                ? DateTimeOffset.FromUnixTimeSeconds(seconds)
                : null;
    }

    private static byte[] Message(string body, long seconds) =>
        StrictText.Encode(string.Create(CultureInfo.InvariantCulture, $"cosignature/v1\ntime {seconds}\n{body}"));
}
