using System.Diagnostics;
using System.Globalization;

namespace Ledger.LocalPostgres;

/// <summary>Where a process works. A server of PostgreSQL works in its data directory, so that tells whose server it is.</summary>
internal static class WorkingDirectory
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static bool Is(int processId, string directory)
    {
        var real = RealPath.Of(directory);
        if (new FileInfo($"/proc/{processId}/cwd").LinkTarget is { } works)
        {
            return works == real;
        }

        // Where there is no /proc, or root may not look into other users' processes, as in a container, what the server was started with must do.
        return ArgumentsOf(processId) is { } arguments && Array.IndexOf(arguments, "-D") is >= 0 and var at && at + 1 < arguments.Length
            && (arguments[at + 1] == directory || arguments[at + 1] == real);
    }

    private static string[]? ArgumentsOf(int processId)
    {
        var file = $"/proc/{processId}/cmdline";
        try
        {
            return Directory.Exists("/proc/self") ? File.Exists(file) ? File.ReadAllText(file).Split('\0') : null : AskPs(processId);
        }
        catch (IOException)
        {
            // It ended while it was being read.
            return null;
        }
    }

    private static string[]? AskPs(int processId)
    {
        string[] arguments = ["-o", "args=", "-ww", "-p", processId.ToString(CultureInfo.InvariantCulture)];
        var start = new ProcessStartInfo("ps", arguments) { RedirectStandardOutput = true };
        using var ps = Process.Start(start)!;
        var line = ps.StandardOutput.ReadToEnd().Trim();
        ps.WaitForExit(Patience);
        // A path may hold spaces; the directory is the last argument that pg_ctl gives.
        return line.IndexOf(" -D ", StringComparison.Ordinal) is >= 0 and var at ? ["-D", line[(at + 4)..]] : null;
    }
}
