using System.Globalization;
using System.Text.Json.Serialization;
using Ledger.Kernel;
using Microsoft.AspNetCore.Http;

namespace Ledger.Door.Refusals;

/// <summary>The body of a refusal: RFC 9457, with a stable <paramref name="Code"/> and whether the request may be sent again.</summary>
/// <param name="Type">The address that explains the code, relative to the ledger's.</param>
/// <param name="Errors">The errors, one per field.</param>
/// <param name="Serials">The units concerned: their number and the first of them.</param>
public sealed record Problem(
    string Type,
    string Title,
    int Status,
    string Detail,
    string Code,
    [property: JsonConverter(typeof(RetryableConverter))] Retryable Retryable,
    IReadOnlyList<FieldError>? Errors = null,
    OffendingSerials? Serials = null) : IResult
{
    public const string ContentType = "application/problem+json";

    public static Problem Of(ProblemCode code, string detail, IReadOnlyList<FieldError>? errors = null, OffendingSerials? serials = null) =>
        new($"/problems/{code.Code}", code.Title, code.Status, detail, code.Code, code.Retryable, errors, serials);

    public static Problem Of(Refusal refusal) => Of(refusal.Code, refusal.Detail, serials: OffendingSerials.Of(refusal.Serials));

    public Task ExecuteAsync(HttpContext context)
    {
        context.Response.StatusCode = Status;
        if (Status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status429TooManyRequests
            && context.Response.Headers.RetryAfter.Count == 0)
        {
            // Spread, or all that were turned away would be back in the same moment.
            context.Response.Headers.RetryAfter = Random.Shared.Next(1, 4).ToString(CultureInfo.InvariantCulture);
        }

        return context.Response.WriteAsJsonAsync(this, JsonEdge.Options, ContentType, context.RequestAborted);
    }
}

/// <param name="Pointer">JSON pointer (RFC 6901) into the body, or the name of a query parameter.</param>
public sealed record FieldError(string Pointer, string Code, string Detail);
