namespace Ledger.Cli.Keys;

/// <summary>Writes a key for its owner's eyes only.</summary>
internal static class KeyFile
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The file has its narrow mode before it has the key, and appears under its name when it is complete.</summary>
    public static void Write(string path, string key)
    {
        var directory = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(directory);
        else Directory.CreateDirectory(directory, Owner | UnixFileMode.UserExecute);

        File.Delete(path + ".new");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = Owner;
        using (var file = new StreamWriter(path + ".new", options)) file.WriteLine(key);
        File.Move(path + ".new", path, overwrite: true);
    }
}
