using System.IO.Hashing;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Ledger.Access.Apps;
using Ledger.Access.Entrance;

namespace Ledger.Access.Keys;

/// <summary>
/// A key as it is shown: <c>lgk_live_{id}_{secret}{checksum}</c>. The prefix lets a scanner find one that has leaked, and the checksum lets it, like the ledger
/// itself,
/// tell a key from a typing error without asking anybody (as GitHub's tokens do).
/// </summary>
/// <param name="Id">What the key is called; no secret.</param>
/// <param name="Secret">256 bits by chance.</param>
public sealed record KeyText(KeyMode Mode, string Id, string Secret)
{
    public const int IdLength = 12;

    /// <summary>What 256 bits come to in base 62.</summary>
    public const int SecretLength = 43;

    private const int ChecksumLength = 6;

    /// <summary>What is kept of the secret. It holds 256 bits by chance, so that nothing slower than this would make it any harder to guess.</summary>
    public byte[] Hash => SHA256.HashData(Encoding.ASCII.GetBytes(Secret));

    public static KeyText Draw(KeyMode mode)
    {
        var id = Base62.Write(new BigInteger(RandomNumberGenerator.GetBytes(9), isUnsigned: true), IdLength);
        return new(mode, id, Base62.Write(new BigInteger(RandomNumberGenerator.GetBytes(32), isUnsigned: true), SecretLength));
    }

    /// <returns>Null when the text is no key: of another shape, or its checksum says that a character is wrong.</returns>
    public static KeyText? Read(string text)
    {
        if (text.Length > 100 || text.Split('_') is not [var prefix, var modeName, { Length: IdLength } id, { Length: SecretLength + ChecksumLength } rest]
            || prefix + "_" != AccessSchemes.ApiKeyPrefix || ModeOf(modeName) is not { } mode || !Base62.Is(id) || !Base62.Is(rest))
        {
            return null;
        }

        var key = new KeyText(mode, id, rest[..SecretLength]);
        return key.ToString() == text ? key : null;
    }

    public override string ToString()
    {
        var text = $"{AccessSchemes.ApiKeyPrefix}{Mode.ToString().ToLowerInvariant()}_{Id}_{Secret}";
        return text + Base62.Write(Crc32.HashToUInt32(Encoding.ASCII.GetBytes(text)), ChecksumLength);
    }

    private static KeyMode? ModeOf(string name) => name switch
    {
        "live" => KeyMode.Live,
        "test" => KeyMode.Test,
        _ => null,
    };
}
