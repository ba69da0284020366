using System.Globalization;

namespace Ledger.LocalPostgres;

/// <summary>
/// One process at a time owns a cluster. The lock is the kernel's (flock), so that it ends with its holder, however that one dies.
/// </summary>
internal sealed class ClusterLock : IDisposable
{
    private readonly FileStream held;
    private readonly string pidFile;

    private ClusterLock(FileStream held, string pidFile)
    {
        this.held = held;
        this.pidFile = pidFile;
    }

    public static ClusterLock Take(string directory) =>
        TryTake(directory) ?? throw new LocalClusterException(
            $"Another process{Holder(directory)} has the ledger in {directory} open. Stop it first, or set ConnectionStrings__Ledger to a server that both "
            + "may use.");

    public static ClusterLock? TryTake(string directory)
    {
        FileStream stream;
        try
        {
            stream = new FileStream(Path.Combine(directory, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException refused) when (refused is not (FileNotFoundException or DirectoryNotFoundException) && IsHeldElsewhere(refused))
        {
            return null;
        }

        // The lock file itself cannot be read while it is locked, so the holder's name goes beside it.
        var pidFile = Path.Combine(directory, "host.pid");
        try
        {
            File.WriteAllText(pidFile, Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n");
            return new ClusterLock(stream, pidFile);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        // A clone can be moved away under its host.
        if (File.Exists(pidFile))
        {
            File.Delete(pidFile);
        }

        held.Dispose();
    }

    // EWOULDBLOCK of flock: 11 on Linux, 35 on macOS.
    private static bool IsHeldElsewhere(IOException refused) => refused.HResult is 11 or 35;

    private static string Holder(string directory)
    {
        try
        {
            var pid = File.ReadAllText(Path.Combine(directory, "host.pid")).Trim();
            return pid.Length > 0 && pid.All(char.IsAsciiDigit) ? $" (pid {pid})" : "";
        }
        catch (Exception untold) when (untold is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
