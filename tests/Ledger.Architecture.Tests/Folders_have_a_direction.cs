using System.Reflection;
using ArchUnitNET.Fluent.Slices;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnit;

namespace Ledger.Architecture.Tests;

/// <summary>Inside a project too, one thing stands on another: what two folders need of each other belongs beside one of them.</summary>
public class Folders_have_a_direction
{
    public static TheoryData<string> Rooms => [.. All.Select(assembly => assembly.GetName().Name!)];

    private static IEnumerable<Assembly> All =>
        [Projects.Contracts, .. Projects.Storeys, .. Projects.Contexts, Projects.Sealing, Projects.LocalPostgres, Projects.Client, Projects.Verification,
            Projects.Witness, Projects.Cli];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void No_folders_of_a_project_form_a_cycle(string room)
    {
        var assembly = All.Single(each => each.GetName().Name == room);
        var root = assembly.GetTypes().Select(type => type.Namespace).OfType<string>().Where(name => name.StartsWith("Ledger.", StringComparison.Ordinal))
            .MinBy(name => name.Length)!;
        var architecture = new ArchLoader().LoadAssemblies(assembly).Build();
        SliceRuleDefinition.Slices().Matching($"{root}.(**)").Should().BeFreeOfCycles().Check(architecture);
    }
}
