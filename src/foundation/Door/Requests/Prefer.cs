using System.Globalization;
using Ledger.Contracts.Ports;
using Microsoft.AspNetCore.Http;

namespace Ledger.Door.Requests;

/// <summary>The <c>Prefer</c> header (RFC 7240): how long a caller would rather wait than hear that something is not decided yet.</summary>
public static class Prefer
{
    public const int SecondsMax = 30;

    /// <summary>Sealing follows within moments; who waits longer waits for a witness that is away, or for a log that is stopped.</summary>
    public const int SealSecondsMax = 10;

    public static TimeSpan? WaitOf(HttpRequest request) => SecondsOf(request.Headers["Prefer"]) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    /// <summary>How far proven a caller would rather have what it records: <c>wait=sealed</c>, <c>wait=countersigned</c>.</summary>
    public static SealStatus? SealOf(HttpRequest request)
    {
        var waits = ValuesOf(request.Headers["Prefer"]).ToList();
        return waits.Contains("countersigned") ? SealStatus.Countersigned : waits.Contains("sealed") ? SealStatus.Sealed : null;
    }

    /// <summary>How long to wait for that: <see cref="SealSecondsMax"/>, or less where the caller says so too.</summary>
    public static TimeSpan SealPatienceOf(HttpRequest request) =>
        TimeSpan.FromSeconds(Math.Min(SecondsOf(request.Headers["Prefer"]) ?? SealSecondsMax, SealSecondsMax));

    /// <summary>Preferences are separated by commas, across headers too; one that is not understood is ignored.</summary>
    public static int? SecondsOf(IEnumerable<string?> headers)
    {
        foreach (var value in ValuesOf(headers))
        {
            if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            {
                return Math.Min(seconds, SecondsMax);
            }
        }

        return null;
    }

    private static IEnumerable<string> ValuesOf(IEnumerable<string?> headers) =>
        from preference in headers.SelectMany(h => (h ?? "").Split(','))
        let pair = preference.Split(';')[0].Split('=', 2, StringSplitOptions.TrimEntries)
        where pair is [var name, _] && name.Equals("wait", StringComparison.OrdinalIgnoreCase)
        select pair[1].Trim('"');
}
