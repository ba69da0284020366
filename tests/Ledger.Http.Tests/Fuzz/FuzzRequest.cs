using System.Globalization;
using System.Text;

namespace Ledger.Http.Tests.Fuzz;

/// <summary>A request as it goes over the wire. Who sends it is a name, so that no key is ever printed.</summary>
/// <param name="Operation">What it was made from; hostile addresses lead elsewhere.</param>
/// <param name="Kind">What is odd with it, if anything is.</param>
/// <param name="Path">Percent-encoded.</param>
/// <param name="Caller">A name from <see cref="FuzzCallers"/>.</param>
/// <param name="IsSurelyRefused">Whatever is in the book, this is to be refused.</param>
internal sealed record FuzzRequest(
    string Operation, string Kind, string Method, string Path, string Query, IReadOnlyList<(string Name, string Value)> Headers, byte[]? Body, string Caller,
    bool IsSurelyRefused = false)
{
    private const int PrintedMax = 1500;

    public FuzzRequest As(string kind, bool isSurelyRefused = false) => this with { Kind = kind, IsSurelyRefused = isSurelyRefused };

    public FuzzRequest With(string header, string? value) =>
        this with { Headers = [.. Headers.Where(h => h.Name != header), .. value is null ? [] : new[] { (header, value) }] };

    public FuzzRequest Adding(string parameter) => this with { Query = Query.Length == 0 ? parameter : $"{Query}&{parameter}" };

    public string Target => Query.Length == 0 ? Path : $"{Path}?{Query}";

    /// <summary>The request as a line for a shell, with the caller's key in a variable.</summary>
    public string ToCurl()
    {
        var line = new StringBuilder($"curl --path-as-is -X {Method} {Quoted($"http://localhost:5080{Short(Target)}")}");
        if (Caller.Length > 0)
        {
            line.Append(CultureInfo.InvariantCulture, $" -H \"Authorization: Bearer ${Caller.ToUpperInvariant().Replace(' ', '_')}\"");
        }

        foreach (var (name, value) in Headers)
        {
            line.Append(CultureInfo.InvariantCulture, $" -H {Quoted($"{name}: {Short(value)}")}");
        }

        return Body is null ? line.ToString() : line.Append(CultureInfo.InvariantCulture, $" --data-binary {Printed(Body)}").ToString();
    }

    private static string Printed(byte[] body)
    {
        var text = Encoding.UTF8.GetString(body);
        return body.Length > PrintedMax ? Quoted($"{text[..PrintedMax]}… ({body.Length} bytes)")
            : text.Any(c => char.IsControl(c) || c == '\uFFFD') ? $"@<(echo {Convert.ToBase64String(body)} | base64 -d)" : Quoted(text);
    }

    private static string Short(string text) => text.Length > PrintedMax ? $"{text[..200]}… ({text.Length} characters)" : text;

    private static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
