namespace Ledger.Access.Operator;

/// <summary>The file that the operator's first key is handed over in. Nobody else may read it.</summary>
internal static class FirstKeyFile
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Replaces the file in one step, so that nobody ever reads half a key.</summary>
    public static async Task WriteAsync(string path, string key, CancellationToken ct)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var unfinished = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Private;
        }

        await using (var file = new StreamWriter(unfinished, options))
        {
            await file.WriteLineAsync(key.AsMemory(), ct);
        }

        File.Move(unfinished, path, overwrite: true);
    }

    /// <summary>Removes the file if it still holds this key, and not one that another host has put there.</summary>
    public static async Task RemoveAsync(string path, string key)
    {
        if (File.Exists(path) && (await File.ReadAllTextAsync(path)).Trim() == key)
        {
            File.Delete(path);
        }
    }
}
