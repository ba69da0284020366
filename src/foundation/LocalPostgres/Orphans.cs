using System.Diagnostics;
using System.Globalization;

namespace Ledger.LocalPostgres;

/// <summary>Throw-away clusters whose test run was killed. Each run first deletes those of dead ones, so that they never pile up.</summary>
internal static class Orphans
{
    private const string Prefix = "ledger-pg-";

    public static string NewDirectory() =>
        Path.Combine(Path.GetTempPath(), $"{Prefix}{Environment.ProcessId}-{Path.GetRandomFileName()}");

    public static async Task SweepAsync(Action<string> report, CancellationToken ct)
    {
        var me = (await Command.RunAsync(null, "/", TimeSpan.FromSeconds(20), ct, "id", "-u")).Output;
        foreach (var directory in Directory.EnumerateDirectories(Path.GetTempPath(), Prefix + "*"))
        {
            try
            {
                // Everybody may make a directory of that name here, and put links into it for this process to follow.
                if (await Stat.OwnerAsync(directory, ct) is [var owner, _] && owner == me)
                {
                    await SweepAsync(directory, report, ct);
                }
            }
            catch (Exception left) when (left is LocalClusterException or IOException or UnauthorizedAccessException)
            {
                // Another user's, or another run is sweeping it just now: somebody else will have more luck.
                report($"{directory} was left behind by a killed test run and could not be deleted: {left.Message}");
            }
        }
    }

    private static async Task SweepAsync(string directory, Action<string> report, CancellationToken ct)
    {
        // The owner's pid covers the moment before it has locked its directory; the lock covers a pid that was given to another process.
        if (IsOwnerAlive(Path.GetFileName(directory)) || ClusterLock.TryTake(directory) is not { } owned)
        {
            return;
        }

        using (owned)
        {
            var path = ClusterHome.Current(directory);
            var home = new ClusterHome(path, await OrdinaryUser.ForAsync(path, ct));
            if (Postmaster.Running(home.Data) is not null)
            {
                var options = new LocalClusterOptions { DataDirectory = directory, Throwaway = true };
                var binaries = await PostgresBinaries.FindAsync(PostgresPlaces.OfThisMachine(), home.User, null, ct);
                await new Server(home, binaries, options).StopAsync("immediate");
            }

            await DeleteAsync(directory, ct);
            report($"Deleted {directory}, which a killed test run had left behind.");
        }
    }

    /// <summary>Where the data lies outside, anybody may have written that it does: it goes only with the directory that it is known to belong to.</summary>
    public static async Task DeleteAsync(string directory, CancellationToken ct = default)
    {
        var home = ClusterHome.Current(directory);
        if (home != ClusterHome.InsideOf(directory) && Directory.Exists(home) && await Ownership.OtherOwnerAsync(directory, home, ct) is null)
        {
            Directory.Delete(home, recursive: true);
        }

        Directory.Delete(directory, recursive: true);
    }

    private static bool IsOwnerAlive(string name)
    {
        try
        {
            var pid = int.Parse(name[Prefix.Length..].Split('-')[0], CultureInfo.InvariantCulture);
            using var process = Process.GetProcessById(pid);
            return !process.HasExited;
        }
        catch (Exception none) when (none is ArgumentException or FormatException)
        {
            return false;
        }
    }
}
