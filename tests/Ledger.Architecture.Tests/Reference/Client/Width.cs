using System.Text;

namespace Ledger.Architecture.Tests.Reference.Client;

/// <summary>Breaks generated lines so that they fit the width that all code keeps to.</summary>
internal static class Width
{
    private const int ColumnsMax = 160;

    public static string Fit(string code) => string.Join('\n', code.Split('\n').SelectMany(Lines));

    private static IEnumerable<string> Lines(string line)
    {
        var indent = line[..^line.TrimStart().Length];
        if (line.Length <= ColumnsMax)
        {
            return [line];
        }

        if (line.StartsWith($"{indent}/// ", StringComparison.Ordinal))
        {
            return Comment(line[(indent.Length + 4)..], $"{indent}/// ");
        }

        return line.Split(" => ", 2) is [var head, var body]
            ? [.. Lines($"{head} =>"), .. Lines($"{indent}    {body}")]
            : Listed(line, indent);
    }

    /// <summary>A summary stands between its tags; what is said of a parameter begins behind its tag.</summary>
    private static IEnumerable<string> Comment(string text, string start) =>
        text.StartsWith("<summary>", StringComparison.Ordinal)
            ? [$"{start}<summary>", .. Filled(text["<summary>".Length..^"</summary>".Length].Split(' '), " ", start), $"{start}</summary>"]
            : Filled(text.Replace("<param name", "<param\u00A0name").Split(' '), " ", start).Select(line => line.Replace('\u00A0', ' '));

    private static IEnumerable<string> Listed(string line, string indent)
    {
        var open = line.IndexOf('(') + 1;
        return [line[..open], .. Filled(line[open..].Split(", "), ", ", $"{indent}    ")];
    }

    private static IEnumerable<string> Filled(IEnumerable<string> parts, string between, string start)
    {
        var line = new StringBuilder();
        foreach (var part in parts)
        {
            if (line.Length > 0 && start.Length + line.Length + between.Length + part.Length + between.TrimEnd().Length > ColumnsMax)
            {
                yield return $"{start}{line}{between.TrimEnd()}";
                line.Clear();
            }

            line.Append(line.Length == 0 ? "" : between).Append(part);
        }

        yield return $"{start}{line}";
    }
}
