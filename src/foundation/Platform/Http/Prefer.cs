using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Ledger.Platform.Http;

/// <summary>The <c>Prefer</c> header (RFC 7240): how long a caller would rather wait than hear that something is not decided yet.</summary>
public static class Prefer
{
    public const int SecondsMax = 30;

    public static TimeSpan? WaitOf(HttpRequest request) => SecondsOf(request.Headers["Prefer"]) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    /// <summary>Preferences are separated by commas, across headers too; one that is not understood is ignored.</summary>
    public static int? SecondsOf(IEnumerable<string?> headers)
    {
        foreach (var preference in headers.SelectMany(h => (h ?? "").Split(',')))
        {
            var pair = preference.Split(';')[0].Split('=', 2, StringSplitOptions.TrimEntries);
            if (pair is [var name, var value] && name.Equals("wait", StringComparison.OrdinalIgnoreCase)
                && int.TryParse(value.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            {
                return Math.Min(seconds, SecondsMax);
            }
        }

        return null;
    }
}
