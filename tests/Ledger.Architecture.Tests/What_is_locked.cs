using System.Text.Json;

namespace Ledger.Architecture.Tests;

public class What_is_locked
{
    private static readonly string[] Compiler =
    [
        "Microsoft.CodeAnalysis.CSharp", "Microsoft.CodeAnalysis.CSharp.Scripting", "Microsoft.CodeAnalysis.Common", "Microsoft.CodeAnalysis.Scripting",
        "Microsoft.CodeAnalysis.Scripting.Common",
    ];

    /// <summary>
    /// Handlers are compiled at run time in a developer's build, by parts that only fit each other. NuGet would take the lowest of each that it is served.
    /// </summary>
    [Fact]
    public void The_compiler_and_its_scripting_are_of_one_version()
    {
        var parts = Projects.Root.EnumerateFiles("packages.lock.json", SearchOption.AllDirectories).SelectMany(PartsIn).ToList();
        Assert.Equal(Compiler, parts.Select(part => part.Name).Distinct().Order(StringComparer.Ordinal));
        Assert.Single(parts.Select(part => part.Version).Distinct());
    }

    private static IEnumerable<(string Name, string Version)> PartsIn(FileInfo file)
    {
        using var locked = JsonDocument.Parse(File.ReadAllText(file.FullName));
        return [.. from framework in locked.RootElement.GetProperty("dependencies").EnumerateObject()
                   from package in framework.Value.EnumerateObject()
                   where Compiler.Contains(package.Name)
                   select (package.Name, package.Value.GetProperty("resolved").GetString()!)];
    }
}
