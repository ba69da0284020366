using System.Security.Cryptography;
using NSec.Cryptography;

namespace Ledger.Sealing.Notes;

/// <summary>A private key. Only <see cref="Export"/> gives the secret away, so that it cannot get into a log line by chance.</summary>
public sealed class SignerKey
{
    private const string Prefix = "PRIVATE+KEY+";

    private readonly byte[] _seed;
    private readonly Key _key;

    private SignerKey(string name, KeyKind kind, byte[] seed)
    {
        _seed = seed;
        _key = Key.Import(SignatureAlgorithm.Ed25519, seed, KeyBlobFormat.RawPrivateKey);
        Verifier = new(name, kind, _key.PublicKey.Export(KeyBlobFormat.RawPublicKey));
    }

    public VerifierKey Verifier { get; }

    public string Name => Verifier.Name;

    /// <exception cref="FormatException">The name is not one.</exception>
    public static SignerKey New(string name, KeyKind kind) => new(KeyNames.Checked(name), kind, RandomNumberGenerator.GetBytes(32));

    /// <param name="text"><c>PRIVATE+KEY+name+hex(id)+base64(type ‖ seed)</c>.</param>
    /// <exception cref="FormatException">It is not that, or the id is another key's; the message tells nothing of the secret.</exception>
    public static SignerKey Parse(string text)
    {
        if (!text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            throw new FormatException("This is not a private key: it does not begin with PRIVATE+KEY+.");
        }

        SignerKey signer;
        try
        {
            var (name, _, kind, seed) = KeyNames.Split(text[Prefix.Length..]);
            signer = new(name, kind, seed);
        }
        catch (FormatException)
        {
            throw new FormatException("This is not a private key of the form PRIVATE+KEY+name+id+base64.");
        }

        return signer.Export() == text ? signer : throw new FormatException($"The private key of '{signer.Name}' has the id of another key.");
    }

    /// <summary>The same secret under another name, and so with another id: a key of many logs signs for each under the log's own name.</summary>
    public SignerKey WithName(string name) => new(KeyNames.Checked(name), Verifier.Kind, _seed);

    public byte[] Sign(ReadOnlySpan<byte> message) => SignatureAlgorithm.Ed25519.Sign(_key, message);

    /// <summary>The secret, as a key file holds it.</summary>
    public string Export() => $"{Prefix}{Name}+{Verifier.Id:x8}+{Convert.ToBase64String([(byte)Verifier.Kind, .. _seed])}";

    public override string ToString() => $"private key of {Verifier}";
}
