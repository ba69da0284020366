using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Ledger.Door.Requests;

/// <summary>
/// A serial may hold a slash or a percent sign, so a segment of an address is decoded whole, and once. The server leaves <c>%2F</c> as it is and decodes
/// <c>%25</c>: then the addresses of <c>A/B</c> and of <c>A%2FB</c> look the same. So where a percent sign is left in a value, the value is read anew from the
/// address as it was sent.
/// </summary>
public static class AddressedSegments
{
    public static Task DecodeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint() is RouteEndpoint { RoutePattern: { PathSegments: var pattern } } && context.Request.RouteValues.Values.Any(IsEncoded))
        {
            var sent = SegmentsOf(context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "");
            for (var i = 0; i < pattern.Count && sent.Count >= pattern.Count; i++)
            {
                // From the end, for a path may stand before all of ours.
                if (pattern[i].Parts is [RoutePatternParameterPart { IsCatchAll: false, Name: var name }] && IsEncoded(context.Request.RouteValues[name]))
                {
                    context.Request.RouteValues[name] = sent[sent.Count - pattern.Count + i];
                }
            }
        }

        return next(context);
    }

    private static bool IsEncoded(object? value) => value is string text && text.Contains('%', StringComparison.Ordinal);

    /// <summary>The segments as the server counts them: without those of dots, and without an empty one at the end.</summary>
    private static List<string> SegmentsOf(string target)
    {
        var path = target.Split('?', 2)[0];
        if (!path.StartsWith('/'))
        {
            // A proxy is asked with the whole address.
            var at = path.IndexOf("://", StringComparison.Ordinal);
            at = at < 0 ? -1 : path.IndexOf('/', at + 3);
            path = at < 0 ? "" : path[at..];
        }

        var segments = new List<string>();
        foreach (var segment in path.Split('/').Select(Decode))
        {
            if (segment == "..")
            {
                segments.RemoveRange(Math.Max(0, segments.Count - 1), Math.Min(1, segments.Count));
            }
            else if (segment != ".")
            {
                segments.Add(segment);
            }
        }

        if (segments is [.., ""])
        {
            segments.RemoveAt(segments.Count - 1);
        }

        return segments;
    }

    /// <summary>What is no encoding of a text becomes a character that no serial and no number holds.</summary>
    private static string Decode(string segment)
    {
        var bytes = new List<byte>(segment.Length);
        for (var i = 0; i < segment.Length; i++)
        {
            if (segment[i] != '%')
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(segment, i, 1));
            }
            else if (i + 2 < segment.Length && char.IsAsciiHexDigit(segment[i + 1]) && char.IsAsciiHexDigit(segment[i + 2]))
            {
                bytes.Add(Convert.ToByte(segment.Substring(i + 1, 2), 16));
                i += 2;
            }
            else
            {
                bytes.AddRange("\uFFFD"u8);
            }
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }
}
