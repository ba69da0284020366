using System.CommandLine;
using System.Globalization;

namespace Ledger.Cli.Shared;

/// <summary>Options that several verbs share, with one wording.</summary>
internal static class CommonOptions
{
    public static Option<Uri> Url()
    {
        var option = new Option<Uri>("--url")
        {
            Description = "Where the ledger answers.",
            DefaultValueFactory = _ => new Uri("http://127.0.0.1:5080"),
            CustomParser = result =>
            {
                if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var url) && url.Scheme is "http" or "https") return url;
                result.AddError("--url must be an http(s) address such as http://127.0.0.1:5080.");
                return null;
            },
        };
        return option;
    }

    public static Option<string> Book()
    {
        var option = new Option<string>("--book") { Description = "The book.", DefaultValueFactory = _ => "demo" };
        option.Validators.Add(result =>
        {
            var book = result.GetValueOrDefault<string>() ?? "";
            if (!IsBook(book))
            {
                result.AddError("--book holds lower-case letters, digits and hyphens only.");
            }
        });
        return option;
    }

    public static bool IsBook(string code) => code.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    /// <param name="means">What the time is for; the form that is asked for follows it.</param>
    public static Option<DateTimeOffset?> Time(string name, string means) => new(name)
    {
        Description = $"{means} (ISO 8601 with offset).",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (HasOffset(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var time)) return time;
            result.AddError($"{name} must be a time with an offset, such as 2026-12-31T23:59:59Z.");
            return null;
        },
    };

    /// <summary>Without an offset a time would mean another moment on every machine.</summary>
    private static bool HasOffset(string text) => text is [.., 'Z'] or [.., '+' or '-', _, _, ':', _, _];

    public static Option<bool> Json() => new("--json") { Description = "One JSON object on stdout instead of a table." };
}
