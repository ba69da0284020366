using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ledger.Client;

/// <summary>May the same request be sent again?</summary>
public enum Retryable
{
    /// <summary>Not as it is: something must change first.</summary>
    No,

    /// <summary>Yes: the reason passes by itself.</summary>
    Yes,

    /// <summary>The outcome is unknown; only with the same idempotency key.</summary>
    SameKey,
}

/// <summary>Why the ledger refused something (RFC 9457).</summary>
/// <param name="Code">Stable name of the reason, such as <c>already-shipped</c>; <c>http-502</c> and the like where what answered was no ledger.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Title">The reason in general.</param>
/// <param name="Detail">The particular case.</param>
/// <param name="Retryable">May the same request be sent again?</param>
/// <param name="Type">The address that explains the code, relative to the ledger's.</param>
/// <param name="Errors">The errors, one per field.</param>
/// <param name="Serials">The offending units.</param>
public sealed record Problem(
    string Code, int Status, string Title = "", string Detail = "", Retryable Retryable = Retryable.No, string Type = "about:blank",
    IReadOnlyList<FieldError>? Errors = null, OffendingSerials? Serials = null)
{
    /// <summary>The reason in one line.</summary>
    public override string ToString() => string.Join(", ", new[] { Code, Detail.Length > 0 ? Detail : Title }.Where(text => text.Length > 0));
}

/// <summary>What is wrong with a field.</summary>
/// <param name="Pointer">JSON pointer (RFC 6901) into the body, or the name of a query parameter.</param>
/// <param name="Code">Stable name of what is wrong.</param>
/// <param name="Detail">The same in words.</param>
public sealed record FieldError(string Pointer, string Code, string Detail);

/// <summary>Units that are the reason.</summary>
/// <param name="Count">How many.</param>
/// <param name="First">Serials of the first of them.</param>
public sealed record OffendingSerials(int Count, IReadOnlyList<string> First);

internal sealed class RetryableConverter() : JsonStringEnumConverter<Retryable>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);
