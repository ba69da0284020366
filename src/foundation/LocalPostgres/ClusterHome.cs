using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Ledger.LocalPostgres;

/// <summary>Where a cluster's own files are: one directory that belongs to the user that the server runs as.</summary>
internal sealed record ClusterHome(string Path, OrdinaryUser? User)
{
    /// <summary>Where the data of a clone goes that only root can enter.</summary>
    private const string SharedRoot = "/var/lib/ledger";

    public string Data => System.IO.Path.Combine(Path, "data");
    public string Password => System.IO.Path.Combine(Path, "password");
    public string Log => System.IO.Path.Combine(Path, "postgres.log");
    public bool HasData => MajorOfData is not null;

    /// <summary>The version that wrote the data; null where there is none yet.</summary>
    public int? MajorOfData
    {
        get
        {
            var file = System.IO.Path.Combine(Data, "PG_VERSION");
            if (!File.Exists(file))
            {
                return null;
            }

            // Before version 10 a major version had two numbers.
            return int.TryParse(File.ReadAllText(file).Trim().Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major)
                ? major
                : throw new LocalClusterException(
                    $"{file} names no version of PostgreSQL, so that the data is damaged. Restore it from a backup, or delete all data with: ./ops/reset");
        }
    }

    public static string InsideOf(string directory) => System.IO.Path.Combine(directory, "cluster");

    /// <summary>Where builds put it that left no marks.</summary>
    public static string OutsideBeforeMarks(string directory) =>
        System.IO.Path.Combine(SharedRoot, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(directory)))[..16]);

    /// <summary>The place that is in use, or would be. It may not exist yet.</summary>
    public static string Current(string directory)
    {
        var pointer = Pointer(directory);
        if (!File.Exists(pointer))
        {
            return InsideOf(directory);
        }

        var path = File.ReadAllText(pointer).Trim();
        return System.IO.Path.IsPathRooted(path)
            ? path
            : throw new LocalClusterException(
                $"{pointer} must hold the path of the data, and does not. Restore it, or start an empty ledger with: ./ops/reset");
    }

    public static async Task<ClusterHome> OpenAsync(string directory, Action<string> report, CancellationToken ct)
    {
        var path = Current(directory);
        if (File.Exists(Pointer(directory)) && !Directory.Exists(path))
        {
            throw new LocalClusterException(
                $"{Pointer(directory)} says that the data is in {path}, but that directory does not exist. Restore it, or start an empty ledger with: "
                + "./ops/reset");
        }

        await Ownership.ProveAsync(directory, path, ct);
        var user = await OrdinaryUser.ForAsync(path, ct);
        if (user is null)
        {
            PrivateFile.CreateDirectory(path);
            return await MarkedAsync(directory, new ClusterHome(path, null), ct);
        }

        if (!Directory.Exists(path) && !await user.CanEnterAsync(directory, ct))
        {
            path = await MoveOutAsync(directory, ct);
        }

        PrivateFile.CreateDirectory(path);
        if (!user.Is(await Stat.OwnerAsync(path, ct)))
        {
            await user.TakeOwnershipAsync(path, ct);
        }

        if (!await user.CanEnterAsync(path, ct))
        {
            throw new LocalClusterException(
                $"The user that PostgreSQL runs as (uid {user.Uid}) cannot enter {path}. Allow access to its parent directories with: chmod o+x DIRECTORY");
        }

        report($"This process runs as root, so PostgreSQL runs as uid {user.Uid}.");
        return await MarkedAsync(directory, new ClusterHome(path, user), ct);
    }

    private static async Task<ClusterHome> MarkedAsync(string directory, ClusterHome home, CancellationToken ct)
    {
        await Ownership.MarkAsync(directory, home, ct);
        return home;
    }

    private static string Pointer(string directory) => System.IO.Path.Combine(directory, "location");

    private static async Task<string> MoveOutAsync(string directory, CancellationToken ct)
    {
        var path = System.IO.Path.Combine(SharedRoot, RandomNumberGenerator.GetHexString(16, lowercase: true));
        Directory.CreateDirectory(SharedRoot);
        PrivateFile.CreateDirectory(path);
        await PrivateFile.WriteAsync(Pointer(directory), path + "\n", null, ct);
        return path;
    }
}
