using System.CommandLine;

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

    public static Option<bool> Json() => new("--json") { Description = "One JSON object on stdout instead of a table." };
}
