using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Ledger.Access.OAuth;

/// <summary>
/// The private keys that tokens are signed with: PEM blocks, the newest last. Whoever appends one rotates: it signs from then on, the one before it is
/// still honoured, and older ones are not.
/// </summary>
internal sealed class SigningKeyFile(string path)
{
    private const int PublishedMax = 2;
    private const string P256 = "1.2.840.10045.3.1.7";

    /// <summary>Changes when the file does.</summary>
    public (DateTime, long) Stamp => new FileInfo(path) is { Exists: true } file ? (file.LastWriteTimeUtc, file.Length) : default;

    /// <summary>Makes the first key where there is no file. Two hosts that start at once agree on the one that was there first.</summary>
    public Task MakeIfAbsentAsync(CancellationToken ct) => PrivateFile.MakeIfAbsentAsync(path, NewKey, ct);

    /// <returns>The newest key first, then the one before it: those that are in use.</returns>
    /// <exception cref="CryptographicException">There is no key in the file, or one that is not a P-256 key.</exception>
    public IReadOnlyList<ECDsaSecurityKey> Read() => [.. ReadAll().Reverse().Take(PublishedMax)];

    /// <returns>The oldest first.</returns>
    /// <exception cref="CryptographicException">There is no key in the file, or one that is not a P-256 key.</exception>
    public IReadOnlyList<ECDsaSecurityKey> ReadAll()
    {
        var keys = new List<ECDsaSecurityKey>();
        for (var rest = File.ReadAllText(path).AsSpan(); PemEncoding.TryFind(rest, out var block); rest = rest[block.Location.End..])
        {
            if (rest[block.Label] is "PRIVATE KEY" or "EC PRIVATE KEY")
            {
                keys.Add(KeyOf(rest[block.Location]));
            }
        }

        return keys.Count > 0 ? keys : throw new CryptographicException($"{path} contains no private key.");
    }

    private ECDsaSecurityKey KeyOf(ReadOnlySpan<char> pem)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new CryptographicException($"{path} holds a key that cannot be read: {e.Message}", e);
        }

        if (key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value != P256)
        {
            throw new CryptographicException($"{path} contains a key that is not on the curve P-256.");
        }

        var security = new ECDsaSecurityKey(key);
        security.KeyId = Base64UrlEncoder.Encode(security.ComputeJwkThumbprint());
        return security;
    }

    private static string NewKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem() + "\n";
    }
}
