using System.Diagnostics;
using System.Text;

namespace Ledger.LocalPostgres;

/// <summary>What a program said (both streams) and how it ended.</summary>
internal sealed record CommandResult(int ExitCode, string Output)
{
    public bool Succeeded => ExitCode == 0;
}

/// <summary>Runs the server's programs, as an ordinary user where the process itself is root.</summary>
internal static class Command
{
    private static readonly string[] Inherited = ["PATH", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"];

    public static async Task<CommandResult> RunAsync(
        OrdinaryUser? user, string workingDirectory, TimeSpan timeout, CancellationToken ct, string program, params string[] arguments)
    {
        string[] line = [.. user?.Prefix ?? [], program, .. arguments];
        var start = new ProcessStartInfo(line[0], line[1..])
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true
        };
        // The host's secrets are not the server's to know, and the caller's PGPORT must not steer a cluster that is not theirs.
        foreach (var name in start.Environment.Keys.Except(Inherited).ToList())
        {
            start.Environment.Remove(name);
        }

        // Messages are matched in English.
        start.Environment["LC_ALL"] = "C";
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = new StringBuilder();
        var read = Task.WhenAll(Drain(process.StandardOutput, output), Drain(process.StandardError, output));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(timeout);
        try
        {
            await process.WaitForExitAsync(limit.Token);
            await read.WaitAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            process.Kill(entireProcessTree: true);
            throw new LocalClusterException($"{Path.GetFileName(program)} did not end within {timeout.TotalSeconds:0} s. It said: {output}");
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return new CommandResult(process.ExitCode, output.ToString().Trim());
    }

    private static async Task Drain(StreamReader reader, StringBuilder into)
    {
        while (await reader.ReadLineAsync() is { } text)
        {
            lock (into)
            {
                into.AppendLine(text);
            }
        }
    }
}
