using System.Diagnostics;

namespace Ledger.Cli.Tests.Shared;

/// <summary>The tool as a process, as a script calls it.</summary>
internal static class Tool
{
    private static readonly string Program = $"dotnet {Path.Combine(AppContext.BaseDirectory, "ledger.dll")}";

    /// <param name="line">A line for bash, in which <c>ledger</c> is the tool.</param>
    public static async Task<(int ExitCode, string Out, string Error)> RunAsync(string line)
    {
        var start = new ProcessStartInfo("bash", ["-c", $"ledger() {{ {Program} \"$@\"; }}; {line}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"It did not end: {line}");
        }

        return (process.ExitCode, await output, await error);
    }
}
