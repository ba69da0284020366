namespace Ledger.LocalPostgres;

/// <summary>Asks the program <c>stat</c>, whose letters for owner, inode and device are the same on Linux and macOS.</summary>
internal static class Stat
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>User and group id of a file, as numbers.</summary>
    public static async Task<string[]> OwnerAsync(string path, CancellationToken ct) => (await ReadAsync(path, "%u:%g", ct) ?? "").Split(':');

    /// <summary>Which file on which disk it is; null where there is none. A link is not followed.</summary>
    public static async Task<FileNumbers?> NumbersAsync(string path, CancellationToken ct) =>
        (await ReadAsync(path, "%i:%d", ct))?.Split(':') is [var inode, var device] ? new FileNumbers(inode, device) : null;

    private static async Task<string?> ReadAsync(string path, string format, CancellationToken ct)
    {
        var gnu = await Command.RunAsync(null, "/", Patience, ct, "stat", "-c", format, path);
        var said = gnu.Succeeded ? gnu : await Command.RunAsync(null, "/", Patience, ct, "stat", "-f", format, path);
        return said.Succeeded ? said.Output : null;
    }
}

/// <summary>A copy has another inode, whatever else is copied with it; what is moved on one disk keeps its own.</summary>
internal sealed record FileNumbers(string Inode, string Device);
