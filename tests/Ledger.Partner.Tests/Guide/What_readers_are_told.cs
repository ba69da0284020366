namespace Ledger.Partner.Tests.Guide;

/// <summary>Whoever follows the documents on a ledger of their own comes as far as these say, and sees what these show.</summary>
public sealed class What_readers_are_told(Demonstration demonstration) : IClassFixture<Demonstration>
{
    private const string Guide = "ops/docs/integrators-guide.md";
    private const string Auditors = "ops/docs/auditors-guide.md";
    private const string FirstDeal = "ops/docs/first-deal.md";
    private const string RefusedIsFailed = """curl() { command curl --fail-with-body "$@"; }""";

    [Fact]
    public async Task Every_command_of_the_integrators_guide_runs_and_prints_what_is_shown_and_once_more_after_the_reset_at_its_end()
    {
        var blocks = Block.Fenced(await TextAsync(Guide));
        Assert.True(blocks.Count(block => block.Commands.Contains("curl", StringComparison.Ordinal)) > 10);

        await MustRunAsync(Guide, [.. blocks, .. blocks]);
    }

    [Fact]
    public async Task Every_command_of_the_auditors_guide_runs_and_prints_what_is_shown()
    {
        var blocks = Block.Fenced(await TextAsync(Auditors));
        Assert.True(blocks.Count(block => block.Commands.Contains("ledger ", StringComparison.Ordinal)) >= 8);

        await MustRunAsync(Auditors, blocks);
    }

    [Fact]
    public async Task Every_command_of_the_readme_runs()
    {
        var blocks = Block.Indented(await TextAsync("README.md"));
        Assert.True(blocks.Count(block => block.Commands.StartsWith("curl ", StringComparison.Ordinal)) >= 3);

        await MustRunAsync("README.md", blocks, RefusedIsFailed);
    }

    [Fact]
    public async Task Every_command_of_the_first_deal_runs()
    {
        var blocks = Block.Fenced(await TextAsync(FirstDeal));
        Assert.Contains(blocks, block => block.Commands.Contains("-- load ops/first-deal.jsonl ", StringComparison.Ordinal));
        Assert.Contains(blocks, block => block.Commands.Contains("curl ", StringComparison.Ordinal));

        await MustRunAsync(FirstDeal, blocks, RefusedIsFailed);
    }

    [Fact]
    public async Task The_codes_of_the_guide_are_those_of_the_catalogue()
    {
        var catalogue = Rows(await TextAsync("ops/docs/problems.md")).ToHashSet();
        var rows = Rows(await TextAsync(Guide)).Where(row => int.TryParse(row.Status, out _)).ToList();

        Assert.True(rows.Count > 10);
        Assert.All(rows, row => Assert.Contains(row, catalogue));
    }

    [Fact]
    public async Task Each_promise_of_the_readme_names_test_classes_that_there_are()
    {
        var promises = (await TextAsync("README.md")).Split('\n').Where(line => line.StartsWith("| P", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries)).ToList();

        Assert.NotEmpty(promises);
        Assert.All(promises.SelectMany(cells => cells[3].Split(", ")), name =>
            Assert.Single(Directory.EnumerateFiles(Path.Combine(Running.Root.FullName, "tests"), $"{name.Trim('`')}.cs", SearchOption.AllDirectories)));
    }

    private async Task MustRunAsync(string document, IReadOnlyList<Block> blocks, string before = "")
    {
        var (outputs, last) = await demonstration.RunAsync(blocks, before);

        Assert.True(
            outputs.Count == blocks.Count,
            $"{document}:{blocks.ElementAtOrDefault(outputs.Count)?.Line} fails:\n{blocks.ElementAtOrDefault(outputs.Count)?.Commands}\n{last}");
        Assert.All(blocks.Zip(outputs), ran => Assert.True(
            ran.First.Shown is not { } shown || Picture.Shows(shown, ran.Second),
            $"{document}:{ran.First.Line} shows\n{ran.First.Shown}\nand this is printed:\n{ran.Second}"));
    }

    private static IEnumerable<(string Code, string Status, string Retry)> Rows(string markdown) =>
        from line in markdown.Split('\n')
        where line.StartsWith("| `", StringComparison.Ordinal)
        let cells = line.Split('|', StringSplitOptions.TrimEntries)
        select (cells[1], cells[2], cells[3]);

    private static Task<string> TextAsync(string file) => File.ReadAllTextAsync(Path.Combine(Running.Root.FullName, file));
}
