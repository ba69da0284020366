using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Ledger.Http.Tests.Access;

/// <summary>
/// Tokens that look like one that the ledger has issued, each with one thing wrong. Where that is not the signature, the ledger's own key signs them: so it is
/// that one thing for which they are refused.
/// </summary>
public sealed class ForgedTokens(string genuine, ECDsaSecurityKey key)
{
    private static readonly ECDsaSecurityKey Attacker = new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = "attacker" };
    private readonly string[] _parts = genuine.Split('.');

    /// <summary>The genuine token over again: that the ledger takes it shows that the others are forged well.</summary>
    public string Genuine => Sign(Header(), Payload());

    public IEnumerable<(string Forgery, string Token)> All()
    {
        yield return ("algorithm none", $"{Encode(Header("alg", "none"))}.{_parts[1]}.");
        yield return ("algorithm None with the signature", $"{Encode(Header("alg", "None"))}.{_parts[1]}.{_parts[2]}");
        yield return ("no algorithm", $"{Encode(Header("alg", null))}.{_parts[1]}.{_parts[2]}");
        yield return ("HS256 with the public key as PEM", Hash(Encoding.ASCII.GetBytes(key.ECDsa.ExportSubjectPublicKeyInfoPem())));
        yield return ("HS256 with the public key as DER", Hash(key.ECDsa.ExportSubjectPublicKeyInfo()));
        yield return ("HS256 with the public key as JWK", Hash(Encoding.ASCII.GetBytes(PublicJwk(key))));
        yield return ("algorithm of another kind", $"{Encode(Header("alg", "RS256"))}.{_parts[1]}.{_parts[2]}");
        yield return ("another issuer", Sign(Header(), Payload("iss", "https://issuer.example/")));
        yield return ("no issuer", Sign(Header(), Payload("iss", null)));
        yield return ("another audience", Sign(Header(), Payload("aud", "urn:example:other")));
        yield return ("no audience", Sign(Header(), Payload("aud", null)));
        yield return ("type JWT", Sign(Header("typ", "JWT"), Payload()));
        yield return ("no type", Sign(Header("typ", null), Payload()));
        yield return ("expired", Sign(Header(), Payload("exp", Seconds(-120))));
        yield return ("never expires", Sign(Header(), Payload("exp", null)));
        yield return ("not yet valid", Sign(Header(), Payload("nbf", Seconds(120))));
        yield return ("no key id", Sign(Header("kid", null), Payload()));
        yield return ("unknown key id", Sign(Header("kid", "unknown"), Payload()));
        yield return ("key id that is a path", Sign(Header("kid", "../../../../dev/null"), Payload()));
        yield return ("key id that is SQL", Sign(Header("kid", "' or 1=1 --"), Payload()));
        yield return ("another's key under the ledger's id", Sign(Header(), Payload(), Attacker));
        yield return ("another's key that comes along", Sign(Header("jwk", JsonElement.Parse(PublicJwk(Attacker))), Payload(), Attacker));
        yield return ("another's key at an address", Sign(Header("jku", "https://issuer.example/jwks.json"), Payload(), Attacker));
        yield return ("another's certificate at an address", Sign(Header("x5u", "https://issuer.example/cert.pem"), Payload(), Attacker));
        yield return ("extension that must be understood", Sign(Header("crit", new[] { "exp" }), Payload()));
        yield return ("tampered payload", $"{_parts[0]}.{Encode(Payload("scope", "read write admin"))}.{_parts[2]}");
        yield return ("tampered signature", $"{_parts[0]}.{_parts[1]}.{(_parts[2][0] == 'A' ? 'B' : 'A')}{_parts[2][1..]}");
        yield return ("signature of zeros", $"{_parts[0]}.{_parts[1]}.{Base64UrlEncoder.Encode(new byte[64])}");
        yield return ("no signature", $"{_parts[0]}.{_parts[1]}.");
        yield return ("key that was never issued", Sign(Header(), Payload("credential", "0000000000000000")));
        yield return ("no key", Sign(Header(), Payload("credential", null)));
        yield return ("key of another app", Sign(Header(), Payload("sub", "another/app")));
        yield return ("encrypted", $"{genuine}.{_parts[1]}.{_parts[2]}");
        yield return ("not a token", "a.b.c");
        yield return ("too long", Sign(Header(), Payload("pad", new string('x', 16 * 1024))));
    }

    private static long Seconds(int fromNow) => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + fromNow;

    private static string PublicJwk(ECDsaSecurityKey of)
    {
        var point = of.ECDsa.ExportParameters(includePrivateParameters: false).Q;
        return Json.Write(new { kty = "EC", crv = "P-256", x = Base64UrlEncoder.Encode(point.X), y = Base64UrlEncoder.Encode(point.Y) });
    }

    private static string Encode(Dictionary<string, object> part) => Base64UrlEncoder.Encode(Json.Write(part));

    private Dictionary<string, object> Header(string? member = null, object? value = null) => With(_parts[0], member, value);

    private Dictionary<string, object> Payload(string? member = null, object? value = null) => With(_parts[1], member, value);

    private static Dictionary<string, object> With(string part, string? member, object? value)
    {
        var members = JsonSerializer.Deserialize<Dictionary<string, object>>(Base64UrlEncoder.Decode(part))!;
        if (member is not null)
        {
            members.Remove(member);
        }

        if (value is not null)
        {
            members[member!] = value;
        }

        return members;
    }

    private string Sign(Dictionary<string, object> header, Dictionary<string, object> payload, ECDsaSecurityKey? with = null)
    {
        var text = $"{Encode(header)}.{Encode(payload)}";
        return $"{text}.{Base64UrlEncoder.Encode((with ?? key).ECDsa.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256))}";
    }

    private string Hash(byte[] secret)
    {
        var text = $"{Encode(Header("alg", "HS256"))}.{_parts[1]}";
        return $"{text}.{Base64UrlEncoder.Encode(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(text)))}";
    }
}
