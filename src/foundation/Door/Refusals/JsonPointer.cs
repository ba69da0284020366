using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using FluentValidation.Results;
using Ledger.Kernel;

namespace Ledger.Door.Refusals;

/// <summary>Turns what the JSON reader and the validators say into JSON pointers (RFC 6901).</summary>
public static partial class JsonPointer
{
    // The reader speaks of .NET types and members; partners know fields and values only. Our own converters speak plainly already.
    private static readonly (string Says, string Code, string? Detail)[] Reasons =
    [
        ("could not be mapped to any .NET member", "unknown-member", "Unknown field."),
        ("Expected depth to be zero", "malformed", "The body ends before its JSON does."),
        ("Duplicate propert", "duplicate-member", "The field occurs twice."),
        ("doesn't allow null", "null", "The field must not be null."),
        ("nullability annotation", "null", "The field must not be null."),
        ("Must be", "wrong-type", null),
        ("could not be converted", "wrong-type", "The value has the wrong type."),
        ("maximum configured depth", "too-deep", $"The body is nested deeper than {JsonEdge.DepthMax} levels."),
    ];

    /// <summary><c>Lines[0].Quantity</c> of a validator becomes <c>/lines/0/quantity</c>.</summary>
    public static string Of(string? path) => Of(path, JsonNamingPolicy.CamelCase.ConvertName);

    public static IReadOnlyList<FieldError> Of(JsonException error)
    {
        // The reader's path holds the names that were sent, be they ours or not.
        var at = Of(error.Path?.TrimStart('$'), name => name);
        if (error.Message.IndexOf("missing required properties", StringComparison.Ordinal) is var missing and >= 0)
        {
            return [.. Quoted().Matches(error.Message[missing..])
                .Select(name => new FieldError($"{at}/{name.Groups[1].Value}", "required", "This field is required."))];
        }

        var (code, detail) = Reasons.FirstOrDefault(r => error.Message.Contains(r.Says, StringComparison.Ordinal)) is { Says: not null } reason
            ? (reason.Code, reason.Detail ?? Plain(error.Message))
            : ("malformed", Plain(error.Message));
        return [new FieldError(at, code, detail)];
    }

    public static IReadOnlyList<FieldError> Of(ValidationResult result) =>
        [.. result.Errors.Select(e => new FieldError(Of(e.PropertyName), e.ErrorCode, e.ErrorMessage))];

    private static string Of(string? path, Func<string, string> nameOf)
    {
        var pointer = new StringBuilder();
        foreach (Match step in Step().Matches(path ?? ""))
        {
            pointer.Append('/').Append(nameOf(step.Value.Trim('[', ']', '\'')).Replace("~", "~0").Replace("/", "~1"));
        }

        return pointer.ToString();
    }

    [GeneratedRegex(@"\['[^']*'\]|\[\d+\]|[^.\[\]]+")]
    private static partial Regex Step();

    [GeneratedRegex("'([^']+)'")]
    private static partial Regex Quoted();

    /// <summary>What the reader says of the text itself, without the path that the pointer gives already.</summary>
    private static string Plain(string message) => message.IndexOf(" Path:", StringComparison.Ordinal) is var end and >= 0 ? message[..end] : message;
}
