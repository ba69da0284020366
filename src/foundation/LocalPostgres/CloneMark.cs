using System.Security.Cryptography;

namespace Ledger.LocalPostgres;

/// <summary>
/// The file <c>clone</c> in <c>.ledger</c>: a random token, the inode and disk of the file itself, and the directory that it was written for. A copy says the
/// same and is another file, so it is known as one; a clone that was moved on its disk is still the original.
/// </summary>
internal sealed record CloneMark(string Token, FileNumbers Numbers, string Place)
{
    private const int TokenBytes = 16;

    public static string FileIn(string directory) => Path.Combine(directory, "clone");

    /// <summary>The directory as it is called without links above it.</summary>
    public static string PlaceOf(string directory) =>
        Path.Combine(RealPath.Of(Path.GetDirectoryName(Path.GetFullPath(directory)) ?? "/"), Path.GetFileName(directory));

    public static async Task<CloneMark?> ReadAsync(string directory, CancellationToken ct)
    {
        var file = FileIn(directory);
        if (!File.Exists(file))
        {
            return null;
        }

        return await File.ReadAllLinesAsync(file, ct) is [{ Length: TokenBytes * 2 } token, var inode, var device, var place]
            ? new CloneMark(token, new FileNumbers(inode, device), place)
            : throw new LocalClusterException(
                $"{file} is damaged, so that nobody can tell whether this is the original or a copy. To go on with this ledger, type: ./ops/run --adopt");
    }

    public static async Task<CloneMark> WriteAsync(string directory, string? token, CancellationToken ct)
    {
        var mark = new CloneMark(token ?? RandomNumberGenerator.GetHexString(TokenBytes * 2, lowercase: true), new("", ""), PlaceOf(directory));
        await PrivateFile.WriteAsync(FileIn(directory), async fresh =>
        {
            mark = mark with { Numbers = await Stat.NumbersAsync(fresh, ct) ?? throw new IOException($"{fresh} is gone.") };
            return $"{mark.Token}\n{mark.Numbers.Inode}\n{mark.Numbers.Device}\n{mark.Place}\n";
        }, owner: null, ct);
        return mark;
    }

    /// <summary>The directory whose ledger this is instead, or null where it is this one's own.</summary>
    public async Task<string?> OtherOwnerAsync(string directory, CancellationToken ct)
    {
        var (numbers, place) = (await Stat.NumbersAsync(FileIn(directory), ct), PlaceOf(directory));
        if (numbers?.Inode != Numbers.Inode || (place != Place && numbers.Device != Numbers.Device))
        {
            return Place;
        }

        // One file under two places: the clone was moved, or has two names; or its .ledger is a link that was copied, and leads into the original's.
        return place != Place && await Stat.NumbersAsync(FileIn(Place), ct) == numbers && !await IsOneAsync(Path.GetDirectoryName(Place)!, directory, ct)
            ? Place
            : null;
    }

    /// <summary>Does it say where the file is now? The number of a disk can change when the machine starts, and a clone can be moved.</summary>
    public async Task<bool> IsUpToDateAsync(string directory, CancellationToken ct) =>
        Place == PlaceOf(directory) && Numbers == await Stat.NumbersAsync(FileIn(directory), ct);

    private static async Task<bool> IsOneAsync(string parent, string directory, CancellationToken ct) =>
        await Stat.NumbersAsync($"{parent}/.", ct) == await Stat.NumbersAsync($"{Path.GetDirectoryName(directory)}/.", ct);
}
