namespace Ledger.Partner.Tests.Guide;

/// <summary>Commands that a document tells its readers to run.</summary>
/// <param name="Line">Where they begin in the document.</param>
/// <param name="Shown">What the document shows as their output, if it does.</param>
internal sealed record Block(int Line, string Commands, string? Shown)
{
    private static readonly string[] Outputs = ["json", "http", "text"];

    /// <summary>The fenced blocks of commands in a document; a fenced block of output that comes before the next commands belongs to those above it.</summary>
    public static IReadOnlyList<Block> Fenced(string markdown)
    {
        var (blocks, lines) = (new List<Block>(), markdown.Split('\n'));
        for (var line = 0; line < lines.Length; line++)
        {
            if (!lines[line].StartsWith("```", StringComparison.Ordinal)) continue;
            var (language, begin) = (lines[line][3..], line + 1);
            line = Array.IndexOf(lines, "```", begin);
            Assert.True(line > 0, $"The block at line {begin} is not closed.");
            var text = string.Join('\n', lines[begin..line]);
            if (language == "sh") blocks.Add(new(begin + 1, text, null));
            else if (Outputs.Contains(language)) blocks[^1] = blocks[^1] is { Shown: null } of ? of with { Shown = text }
                : throw new InvalidOperationException($"Line {begin} shows the output of nothing.");
        }

        return blocks;
    }

    /// <summary>The indented lines of a document, each by itself, but for those that start the ledger or a build.</summary>
    public static IReadOnlyList<Block> Indented(string markdown) =>
        [
            .. markdown.Split('\n').Index()
                .Where(line => line.Item.StartsWith("    ", StringComparison.Ordinal) && !line.Item.StartsWith("    ./ops/", StringComparison.Ordinal))
                .Select(line => new Block(line.Index + 1, line.Item.Trim(), null)),
        ];
}
