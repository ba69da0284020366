using System.Text.RegularExpressions;

namespace Ledger.LocalPostgres;

/// <summary>
/// Whose a cluster is. A copied clone has all that the original has, passwords and pid files included; so nothing is adopted, started, stopped or deleted
/// before it is proven to be this directory's own. <c>ops/lib/own.sh</c> judges in the same way; a test holds the two together.
/// </summary>
internal static partial class Ownership
{
    public static string FileIn(string home) => Path.Combine(home, "owner");

    /// <exception cref="LocalClusterException">The cluster is another directory's, or a copy of it; the message says what to do.</exception>
    public static async Task ProveAsync(string directory, string home, CancellationToken ct)
    {
        if (await OtherOwnerAsync(directory, home, ct) is not { } other)
        {
            return;
        }

        var data = Path.Combine(home, "data");
        var wasRunning = File.Exists(Postmaster.FileIn(data)) && Postmaster.Running(data) is null
            ? "\nIts PostgreSQL was running when it was copied, and such a copy may be damaged: stop the original, and copy it again."
            : "";
        throw new LocalClusterException(
            $"The ledger in {directory} is that of {other}, or a copy of it. Two ledgers with the same keys would tell two histories, so it is not "
            + $"started here.{wasRunning}\nTo begin with an empty ledger here, type: ./ops/reset\n"
            + "To go on with this one alone, because it was moved from another disk or restored from a backup, type: ./ops/run --adopt");
    }

    /// <summary>For a host at work: the clone may have been moved away under it, and a copy be in its place.</summary>
    public static Task ProveStillAsync(string directory, string home, CancellationToken ct) => File.Exists(CloneMark.FileIn(directory))
        ? ProveAsync(directory, home, ct)
        : throw new LocalClusterException(
            $"{directory} was moved or deleted while the ledger was running. Stop the ledger, and start it where its files are now.");

    /// <summary>Has the directory and the cluster name each other. What is proven already is left as it is.</summary>
    public static async Task MarkAsync(string directory, ClusterHome home, CancellationToken ct)
    {
        var mark = await CloneMark.ReadAsync(directory, ct);
        if (mark is null || !await mark.IsUpToDateAsync(directory, ct))
        {
            mark = await CloneMark.WriteAsync(directory, mark?.Token, ct);
        }

        var text = $"{mark.Token}\n{mark.Place}\n";
        if (!File.Exists(FileIn(home.Path)) || await File.ReadAllTextAsync(FileIn(home.Path), ct) != text)
        {
            await PrivateFile.WriteAsync(FileIn(home.Path), text, home.User, ct);
        }
    }

    /// <summary>The directory whose cluster it is instead; null where it is this one's own, or there is none yet.</summary>
    public static async Task<string?> OtherOwnerAsync(string directory, string home, CancellationToken ct)
    {
        var mark = await CloneMark.ReadAsync(directory, ct);
        if (mark is not null && await mark.OtherOwnerAsync(directory, ct) is { } original)
        {
            return original;
        }

        if (File.Exists(FileIn(home)))
        {
            var lines = await File.ReadAllLinesAsync(FileIn(home), ct);
            return lines.Length > 0 && lines[0] == mark?.Token ? null : lines is [_, var place, ..] ? place : "another directory";
        }

        return await OwnerBeforeMarksAsync(directory, home, ct);
    }

    /// <summary>
    /// Builds before this one left no mark, but PostgreSQL notes which directory it was started on, and a cluster outside has its directory's hash.
    /// </summary>
    private static async Task<string?> OwnerBeforeMarksAsync(string directory, string home, CancellationToken ct)
    {
        if (home != ClusterHome.InsideOf(directory))
        {
            return !Directory.Exists(home) || home == ClusterHome.OutsideBeforeMarks(directory) ? null : "another directory";
        }

        var (data, options) = (Path.Combine(home, "data"), Path.Combine(home, "data", "postmaster.opts"));
        var last = File.Exists(options) ? StartedOn().Match(await File.ReadAllTextAsync(options, ct)).Groups[1].Value : "";
        return last.Length > 0 && await Stat.NumbersAsync($"{last}/.", ct) is { } there && there != await Stat.NumbersAsync($"{data}/.", ct)
            ? Path.GetDirectoryName(Path.GetDirectoryName(last)) ?? last
            : null;
    }

    [GeneratedRegex("""
        "-D" "([^"]+)"
        """)]
    private static partial Regex StartedOn();
}
