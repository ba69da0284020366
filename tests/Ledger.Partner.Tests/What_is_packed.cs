namespace Ledger.Partner.Tests;

/// <summary>Both packages are made, and used from a folder as a partner would use them.</summary>
public sealed class What_is_packed(RealHost host) : IClassFixture<RealHost>
{
    /// <summary>A version that no cache of this machine has.</summary>
    private const string Version = "0.0.1-tried";

    private string Feed => Path.Combine(host.Directory, "feed");

    [Fact]
    public async Task The_tool_installs_from_a_folder_and_runs_and_a_program_with_the_client_posts_a_command()
    {
        await PackAsync("Client");
        await PackAsync("Cli");
        var scratch = Directory.CreateDirectory(Path.Combine(host.Directory, "scratch")).FullName;
        await ConfigureAsync(scratch);

        await Running.DoneAsync("dotnet", ["tool", "install", "ledger", "--tool-path", "tools", "--version", Version], scratch, Cache(scratch));
        Assert.Contains("simulate", await Running.DoneAsync(Path.Combine(scratch, "tools", "ledger"), ["--help"], scratch), StringComparison.Ordinal);

        await File.WriteAllTextAsync(Path.Combine(scratch, "Program.cs"), Program);
        await File.WriteAllTextAsync(Path.Combine(scratch, "Shown.cs"), await ProgramOfTheGuideAsync());
        await File.WriteAllTextAsync(Path.Combine(scratch, "partner.csproj"), Project);
        await Running.DoneAsync("dotnet", ["build", "-nodeReuse:false", "-v", "quiet", "-o", "out"], scratch, Cache(scratch));
        Assert.Equal(
            "recorded book v1\n", await Running.DoneAsync("dotnet", [Path.Combine("out", "partner.dll"), host.Url.AbsoluteUri, host.OperatorKey], scratch));
    }

    /// <summary>The program that the integrator's guide shows; it must build.</summary>
    private static async Task<string> ProgramOfTheGuideAsync()
    {
        var guide = await File.ReadAllTextAsync(Path.Combine(Running.Root.FullName, "ops", "docs", "integrators-guide.md"));
        var parts = guide.Split("```csharp\n")[1].Split("\n```")[0].Split("\n\n", 2);
        return $"{parts[0]}\ninternal static class Shown {{ internal static async Task RunAsync() {{\n{parts[1]}\n}} }}\n";
    }

    private const string Program = """
        using Ledger.Client;
        using Ledger.Client.Contracts;
        using Ledger.Client.Credentials;
        using Ledger.Client.Outboxes;

        using var outbox = new FileOutbox("outbox");
        using var client = new LedgerClient(new() { Url = new(args[0]), Book = "packed", Credential = ApiKey.FromFile(args[1]), Outbox = outbox });
        var outcome = await client.SendAsync(new OpenBook("Packed", BookPurpose.Live, [new("ACME", "Acme", ["supplier"])]), new() { Key = "open-packed" });
        Console.WriteLine(outcome is Recorded recorded ? $"recorded {recorded.Stream} v{recorded.Version}" : outcome.ToString());
        """;

    private const string Project = $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
            <NuGetAudit>false</NuGetAudit>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="Ledger.Client" Version="{Version}" />
          </ItemGroup>
        </Project>
        """;

    private Task<string> PackAsync(string edge) => Running.DoneAsync(
        "dotnet",
        ["pack", Path.Combine("src", "edges", edge), "--no-build", "-c", Running.Configuration, "-o", Feed, $"-p:PackedVersion={Version}", "-nodeReuse:false"]);

    /// <summary>The folder, besides the sources that this machine has; what those gave before is taken from where it lies.</summary>
    private async Task ConfigureAsync(string scratch)
    {
        var cache = (await Running.DoneAsync("dotnet", ["nuget", "locals", "global-packages", "--list", "--force-english-output"])).Split(": ", 2)[1].Trim();
        await File.WriteAllTextAsync(Path.Combine(scratch, "nuget.config"), $"""
            <configuration>
              <packageSources>
                <add key="tried" value="{Feed}" />
              </packageSources>
              <fallbackPackageFolders>
                <add key="machine" value="{cache}" />
              </fallbackPackageFolders>
            </configuration>
            """);
    }

    private static (string Name, string Value) Cache(string scratch) => ("NUGET_PACKAGES", Path.Combine(scratch, "packages"));
}
