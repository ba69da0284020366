using System.Diagnostics;

namespace Ledger.LocalPostgres.Tests;

/// <summary>Programs and scripts of <c>ops</c>, run to their end.</summary>
internal static class Script
{
    private static string Root { get; } = Clone.Find()!;

    public static async Task<(int ExitCode, string Said)> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, string.Concat(said));
    }

    /// <summary>As a user copies: with owners, times and links, and whatever is at work in it.</summary>
    public static async Task CopyAsync(string from, string to)
    {
        var (code, said) = await RunAsync("cp", "-a", from, to);
        // Files of a running server come and go while they are copied.
        Assert.True(code == 0 || said.Contains("No such file", StringComparison.Ordinal), said);
    }

    /// <summary>Puts the scripts of this clone into a directory, which makes a clone of it that has no sources.</summary>
    public static async Task InstallAsync(string clone)
    {
        Directory.CreateDirectory(Path.Combine(clone, "ops"));
        foreach (var part in new[] { "lib", "postgres", "run", "reset" })
        {
            await CopyAsync(Path.Combine(Root, "ops", part), Path.Combine(clone, "ops", part));
        }
    }
}
