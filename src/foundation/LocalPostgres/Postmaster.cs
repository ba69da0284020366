using System.Globalization;

namespace Ledger.LocalPostgres;

/// <summary>What <c>postmaster.pid</c> says of the server of a data directory.</summary>
internal sealed record Postmaster(int ProcessId, int Port, bool IsReady)
{
    /// <summary>
    /// Null when no server runs on the data directory, whatever its file says: a copied file names the original's server, and after a crash or a reboot
    /// the pid may be another program's.
    /// </summary>
    public static Postmaster? Running(string dataDirectory)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(FileIn(dataDirectory));
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }

        // The lines are: pid, data directory, start time, port, socket directory, address, shared memory, state.
        if (lines.Length == 0 || !int.TryParse(lines[0], NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
            || !WorkingDirectory.Is(pid, dataDirectory))
        {
            return null;
        }

        var port = lines.Length > 3 && int.TryParse(lines[3], NumberStyles.None, CultureInfo.InvariantCulture, out var told) ? told : 0;
        return new Postmaster(pid, port, lines.Length > 7 && lines[7].Trim() == "ready");
    }

    /// <summary>
    /// Deletes the file that no server stands behind. PostgreSQL would take whoever has its pid now for its own server, and refuse to start. Should a server
    /// run all the same, PostgreSQL notices that by its shared memory.
    /// </summary>
    public static void Forget(string dataDirectory)
    {
        if (Running(dataDirectory) is null)
        {
            File.Delete(FileIn(dataDirectory));
        }
    }

    public static string FileIn(string dataDirectory) => Path.Combine(dataDirectory, "postmaster.pid");
}
