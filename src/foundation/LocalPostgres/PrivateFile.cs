namespace Ledger.LocalPostgres;

/// <summary>Files and directories that nobody else may read.</summary>
internal static class PrivateFile
{
    /// <summary>
    /// Replaces a file in one step. A half-written file is never seen, and a link that another user put in its place is not followed.
    /// </summary>
    public static Task WriteAsync(string path, string text, OrdinaryUser? owner, CancellationToken ct) =>
        WriteAsync(path, _ => Task.FromResult(text), owner, ct);

    /// <param name="text">Is told where the file is until it takes the place of the one before: a file that speaks of itself must exist first.</param>
    public static async Task WriteAsync(string path, Func<string, Task<string>> text, OrdinaryUser? owner, CancellationToken ct)
    {
        var fresh = $"{path}.{Path.GetRandomFileName()}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using (var file = new FileStream(fresh, options))
        await using (var writer = new StreamWriter(file))
        {
            await writer.WriteAsync((await text(fresh)).AsMemory(), ct);
            await writer.FlushAsync(ct);
            file.Flush(flushToDisk: true);
        }

        if (owner is not null)
        {
            await owner.TakeOwnershipAsync(fresh, ct);
        }

        File.Move(fresh, path, overwrite: true);
    }

    public static void CreateDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
