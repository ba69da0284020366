using System.Diagnostics;
using System.Globalization;

namespace Ledger.LocalPostgres;

/// <summary>What <c>postmaster.pid</c> says of the server of a data directory.</summary>
internal sealed record Postmaster(int ProcessId, int Port, bool IsReady)
{
    /// <summary>Null when no server runs on the data directory, whatever its file says.</summary>
    public static Postmaster? Running(string dataDirectory)
    {
        var file = Path.Combine(dataDirectory, "postmaster.pid");
        string[] lines;
        try
        {
            lines = File.ReadAllLines(file);
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }

        // The lines are: pid, data directory, start time, port, socket directory, address, shared memory, state.
        if (lines.Length == 0 || !int.TryParse(lines[0], CultureInfo.InvariantCulture, out var pid) || !IsAlive(pid))
        {
            return null;
        }

        if (IsSomebodyElse(pid, dataDirectory))
        {
            // The pid went to another program after a crash or a reboot. PostgreSQL would take that one for its own server and refuse to start.
            File.Delete(file);
            return null;
        }

        var port = lines.Length > 3 && int.TryParse(lines[3], CultureInfo.InvariantCulture, out var told) ? told : 0;
        return new Postmaster(pid, port, lines.Length > 7 && lines[7].Trim() == "ready");
    }

    private static bool IsSomebodyElse(int pid, string dataDirectory)
    {
        // pg_ctl names the data directory in the server's command line, which every user may read. Only its last parts are compared,
        // for a link above them would make the two differ. A killed server that nobody has waited for yet has no command line left.
        var commandLine = $"/proc/{pid}/cmdline";
        var lastParts = Path.Combine(Path.GetFileName(Path.GetDirectoryName(dataDirectory)) ?? "", Path.GetFileName(dataDirectory));
        try
        {
            // Where the system does not tell (macOS), the pid is believed.
            return File.Exists(commandLine) && !File.ReadAllText(commandLine).Contains(lastParts, StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return true;
        }
    }

    private static bool IsAlive(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
