using NSec.Cryptography;

namespace Ledger.Sealing.Notes;

/// <summary>A public key as auditors pin it (a "vkey"): its name is part of its identity.</summary>
public sealed record VerifierKey
{
    private readonly PublicKey _key;

    /// <exception cref="FormatException">The name or the key is not one.</exception>
    public VerifierKey(string name, KeyKind kind, byte[] publicKey)
    {
        Name = KeyNames.Checked(name);
        Kind = kind;
        _key = PublicKey.TryImport(SignatureAlgorithm.Ed25519, publicKey, KeyBlobFormat.RawPublicKey, out var key) && key is not null
            ? key
            : throw new FormatException($"The key of '{name}' is not one of Ed25519.");
        Id = KeyNames.Id(name, kind, publicKey);
    }

    public string Name { get; }

    public KeyKind Kind { get; }

    /// <summary>Which of a name's keys made a signature: the first four bytes of the key's hash.</summary>
    public uint Id { get; }

    public byte[] PublicKeyBytes => _key.Export(KeyBlobFormat.RawPublicKey);

    /// <param name="text"><c>name+hex(id)+base64(type ‖ key)</c>.</param>
    /// <exception cref="FormatException">It is not that, or the id is another key's.</exception>
    public static VerifierKey Parse(string text)
    {
        var (name, id, kind, key) = KeyNames.Split(text);
        var verifier = new VerifierKey(name, kind, key);
        return verifier.ToString() == text ? verifier
            : throw new FormatException($"The key of '{name}' has the id {verifier.Id:x8}, not '{StrictText.Short(id)}'.");
    }

    public static VerifierKey? TryParse(string text)
    {
        try
        {
            return Parse(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    public bool Verifies(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        signature.Length == SignatureAlgorithm.Ed25519.SignatureSize && SignatureAlgorithm.Ed25519.Verify(_key, message, signature);

    /// <summary>Whether a signature's line says that this key made it.</summary>
    public bool IsNamedBy(NoteSignature signature) => signature.Name == Name && signature.KeyId == Id;

    public override string ToString() => $"{Name}+{Id:x8}+{Convert.ToBase64String([(byte)Kind, .. PublicKeyBytes])}";

    public bool Equals(VerifierKey? other) => other is not null && other.Name == Name && other.Kind == Kind && other._key.Equals(_key);

    public override int GetHashCode() => HashCode.Combine(Name, Kind, Id);
}
