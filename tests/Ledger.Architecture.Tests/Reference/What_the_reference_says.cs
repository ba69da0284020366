namespace Ledger.Architecture.Tests.Reference;

public class What_the_reference_says
{
    [Fact]
    public void The_commands_are_those_of_the_code() => Keep("commands.md", CommandPage.Render());

    [Fact]
    public void The_problems_are_those_of_the_code() => Keep("problems.md", ProblemPage.Render());

    [Fact]
    public void The_limits_are_those_of_the_code() => Keep("limits.md", LimitPage.Render());

    [Fact]
    public void Who_may_do_what_is_what_the_code_says() => Keep("access.md", AccessPage.Render());

    private static void Keep(string name, string rendered)
    {
        var file = Path.Combine(Projects.Root.FullName, "ops", "docs", name);
        var committed = File.Exists(file) ? File.ReadAllText(file) : "";
        if (rendered != committed)
        {
            File.WriteAllText(file, rendered);
            Assert.Fail($"{name} did not say what the code does. It has been written anew: read what changed, and commit it.");
        }
    }
}
