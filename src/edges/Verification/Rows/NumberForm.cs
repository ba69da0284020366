using System.Text.Json;
using Ledger.Sealing.Canonical;

namespace Ledger.Verification.Rows;

/// <summary>
/// 1 and 1.0 are one number and have one canonical form, so a hash does not tell them apart. The ledger writes numbers in that form only: another spelling in a
/// row means that something else wrote it.
/// </summary>
internal static class NumberForm
{
    /// <returns>The first number that the ledger would not have written so; null when there is none.</returns>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static (string Written, string Canonical)? FirstOdd(ReadOnlySpan<byte> json)
    {
        if (json.IndexOfAny("0123456789"u8) < 0)
        {
            return null;
        }

        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.Number && reader.ValueSpan.IndexOfAny(".eE-"u8) >= 0)
            {
                var canonical = CanonicalJson.Of(reader.ValueSpan);
                if (!reader.ValueSpan.SequenceEqual(canonical))
                {
                    return (Utf8.Shown(reader.ValueSpan), Utf8.Shown(canonical));
                }
            }
        }

        return null;
    }
}
