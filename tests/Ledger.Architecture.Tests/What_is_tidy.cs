namespace Ledger.Architecture.Tests;

public class What_is_tidy
{
    private const int LinesMax = 400;

    [Fact]
    public void A_file_is_a_room_and_a_large_one_wants_a_wall() =>
        Assert.Empty(Projects.SourceFiles("src", "tests").Where(f => File.ReadLines(f.FullName).Count() > LinesMax).Select(f => f.Name));

    [Fact]
    public void Nothing_is_left_for_later()
    {
        // Spelled in halves, or this file would find itself.
        string[] leftovers = ["TO" + "DO", "FIX" + "ME", "NotImplemented" + "Exception", "#reg" + "ion", "Skip" + " = \""];
        Assert.Empty(Projects.SourceFiles("src", "tests").Where(f => leftovers.Any(File.ReadAllText(f.FullName).Contains)).Select(f => f.Name));
    }

    [Fact]
    public void The_root_holds_what_the_design_lists()
    {
        string[] listed = ["src", "tests", "ops", "Ledger.sln", "global.json", "README.md"];
        Assert.Empty(Projects.Root.EnumerateFileSystemInfos().Select(i => i.Name).Where(name => !name.StartsWith('.')).Except(listed));
    }
}
