using System.Text.RegularExpressions;

namespace Ledger.Architecture.Tests;

public partial class What_is_tidy
{
    private const int LinesMax = 400;
    private const int ColumnsMax = 160;

    [Fact]
    public void A_file_is_a_room_and_a_large_one_wants_a_wall() =>
        Assert.Empty(Projects.SourceFiles("src", "tests").Where(f => File.ReadLines(f.FullName).Count() > LinesMax).Select(f => f.Name));

    /// <summary>As <c>.editorconfig</c> promises, generated code included.</summary>
    [Fact]
    public void A_line_fits_the_width() => Assert.Empty(
        from file in Projects.SourceFiles("src", "tests", "ops")
        from line in File.ReadLines(file.FullName).Select((text, at) => (text, at))
        where line.text.Length > ColumnsMax
        select $"{file.Name}:{line.at + 1} has {line.text.Length} columns.");

    [Fact]
    public void Nothing_is_left_for_later()
    {
        // Spelled in halves, or this file would find itself.
        string[] leftovers = ["TO" + "DO", "FIX" + "ME", "NotImplemented" + "Exception", "#reg" + "ion", "Skip" + " = \""];
        Assert.Empty(Projects.SourceFiles("src", "tests").Where(f => leftovers.Any(File.ReadAllText(f.FullName).Contains)).Select(f => f.Name));
    }

    /// <summary>All else that the style demands the build and the check of white space find.</summary>
    [Fact]
    public void Imports_are_in_order() => Assert.Empty(Projects.SourceFiles("src", "tests", "ops").Where(file =>
    {
        var imports = Import().Matches(File.ReadAllText(file.FullName)).Select(import => import.Groups[1].Value).ToList();
        return !imports.SequenceEqual(
            imports.OrderBy(name => !$"{name}.".StartsWith("System.", StringComparison.Ordinal)).ThenBy(name => name, StringComparer.OrdinalIgnoreCase));
    }).Select(file => file.Name));

    [Fact]
    public void The_root_holds_what_the_design_lists()
    {
        string[] listed = ["src", "tests", "ops", "Ledger.sln", "global.json", "README.md"];
        Assert.Empty(Projects.Root.EnumerateFileSystemInfos().Select(i => i.Name).Where(name => !name.StartsWith('.')).Except(listed));
    }

    [GeneratedRegex(@"^using ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Import();
}
