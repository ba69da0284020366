using System.Diagnostics;

namespace Ledger.Partner.Tests;

/// <summary>Programs as processes, with what they print.</summary>
internal static class Running
{
    public static DirectoryInfo Root { get; } = FindRoot();

    /// <summary>Debug or Release, as these tests were built.</summary>
    public static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    public static string Built(string project, string dll) => Path.Combine(Root.FullName, "src", project, "bin", Configuration, "net10.0", dll);

    public static Process Start(string file, string[] arguments, string? directory = null, params (string Name, string Value)[] environment)
    {
        var start =
            new ProcessStartInfo(
                file, arguments)
            { WorkingDirectory = directory ?? Root.FullName, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>Runs a program to its end, which must be a good one.</summary>
    public static async Task<string> DoneAsync(string file, string[] arguments, string? directory = null, params (string Name, string Value)[] environment)
    {
        using var process = Start(file, arguments, directory, environment);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{file} {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{await output}\n{await error}");
        return await output;
    }

    private static DirectoryInfo FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "Ledger.sln"))) directory = directory.Parent!;
        return directory;
    }
}
