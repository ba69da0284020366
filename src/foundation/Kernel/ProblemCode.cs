using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ledger.Kernel;

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

/// <summary>A stable reason why something was refused. Partners program against <paramref name="Code"/>, so it never changes its meaning.</summary>
/// <param name="Title">The reason in general; the particular case is told in the problem's detail.</param>
public sealed record ProblemCode(
    string Code, int Status, string Title, [property: JsonConverter(typeof(RetryableConverter))] Retryable Retryable = Retryable.No);

/// <summary>Writes <c>no</c>, <c>yes</c>, <c>same-key</c>.</summary>
public sealed class RetryableConverter() : JsonStringEnumConverter<Retryable>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);
