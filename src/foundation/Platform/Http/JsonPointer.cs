using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using FluentValidation.Results;

namespace Ledger.Platform.Http;

/// <summary>Turns what the JSON reader and the validators say into JSON pointers (RFC 6901).</summary>
public static partial class JsonPointer
{
    /// <summary><c>Lines[0].Quantity</c> and <c>$.lines[0].quantity</c> become <c>/lines/0/quantity</c>.</summary>
    public static string Of(string? path) => Of(path, JsonNamingPolicy.CamelCase.ConvertName);

    public static IReadOnlyList<FieldError> Of(JsonException error)
    {
        // Names are as they were sent: one that only differs in case from a field is not that field.
        var at = Of(error.Path?.TrimStart('$'), name => name);
        if (error.Message.IndexOf("missing required properties", StringComparison.Ordinal) is var missing and >= 0)
        {
            return [.. Quoted().Matches(error.Message[missing..]).Select(name => new FieldError($"{at}/{name.Groups[1].Value}", "required", "This field is required."))];
        }

        var end = error.Message.IndexOf(" Path:", StringComparison.Ordinal);
        return [new FieldError(at, "malformed", TypeName().Replace(end < 0 ? error.Message : error.Message[..end], "this command"))];
    }

    public static IReadOnlyList<FieldError> Of(ValidationResult result) =>
        [.. result.Errors.Select(e => new FieldError(Of(e.PropertyName), e.ErrorCode, e.ErrorMessage))];

    private static string Of(string? path, Func<string, string> named)
    {
        var pointer = new StringBuilder();
        foreach (Match step in Step().Matches(path ?? ""))
        {
            pointer.Append('/').Append(named(step.Value.Trim('[', ']', '\'')).Replace("~", "~0").Replace("/", "~1"));
        }

        return pointer.ToString();
    }

    [GeneratedRegex(@"\['[^']*'\]|\[\d+\]|[^.\[\]]+")]
    private static partial Regex Step();

    [GeneratedRegex("'([^']+)'")]
    private static partial Regex Quoted();

    // Partners know the fields of the body, not the names of our types.
    [GeneratedRegex(@"'?(Ledger|System)\.[\w.`\[\], +]+'?")]
    private static partial Regex TypeName();
}
