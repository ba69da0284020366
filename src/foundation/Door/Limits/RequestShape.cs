using Ledger.Door.Refusals;
using Ledger.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Ledger.Door.Limits;

/// <summary>What is refused by a look at the headers alone.</summary>
internal static class RequestShape
{
    public static Problem? Check(HttpContext context)
    {
        // As it was sent: unescaped it can only be shorter.
        var target = context.Features.Get<IHttpRequestFeature>()?.RawTarget;
        var length = string.IsNullOrEmpty(target) ? context.Request.Path.Value!.Length + context.Request.QueryString.Value!.Length : target.Length;
        if (length > RequestLimits.AddressLengthMax)
        {
            return Problem.Of(Problems.AddressTooLong, $"Path and query may have {RequestLimits.AddressLengthMax} characters together.");
        }

        foreach (var encoding in context.Request.Headers.ContentEncoding)
        {
            if (!string.IsNullOrEmpty(encoding) && !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
            {
                // RFC 9110, 15.5.16: this is how it is told from a wrong content type.
                context.Response.Headers.AcceptEncoding = "identity";
                return Problem.Of(Problems.UnsupportedEncoding, "Send the body without Content-Encoding. Nothing was recorded.");
            }
        }

        return null;
    }
}
