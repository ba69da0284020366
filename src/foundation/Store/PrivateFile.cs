using Microsoft.Extensions.Configuration;

namespace Ledger.Store;

/// <summary>A file with a secret in it. Nobody else may read it, and nobody ever reads half of it: it appears under its name in one step.</summary>
public static class PrivateFile
{
    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>What is never changed, only replaced, need not be open to a slip of its owner either.</summary>
    public const UnixFileMode OwnerReads = UnixFileMode.UserRead;

    /// <summary>
    /// Where the setting says that the file is. The host has a place for each; a second one here would only be found by whoever starts it from elsewhere.
    /// </summary>
    public static string PathOf(IConfiguration configuration, string setting) =>
        configuration[setting] is { Length: > 0 } told ? Path.GetFullPath(told)
            : throw new InvalidOperationException($"The setting {setting} must name a file.");

    public static Task ReplaceAsync(string path, string text, CancellationToken ct, UnixFileMode mode = OwnerOnly) =>
        WriteAsync(path, text, mode, overwrite: true, ct);

    /// <summary>Of two that make it at once, one makes it and the other finds it.</summary>
    public static async Task MakeIfAbsentAsync(string path, Func<string> text, CancellationToken ct, UnixFileMode mode = OwnerOnly)
    {
        if (File.Exists(path))
        {
            return;
        }

        try
        {
            await WriteAsync(path, text(), mode, overwrite: false, ct);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another host was first; its file is the one that counts.
        }
    }

    private static async Task WriteAsync(string path, string text, UnixFileMode mode, bool overwrite, CancellationToken ct)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var unfinished = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = mode;
        }

        try
        {
            await using (var stream = new FileStream(unfinished, options))
            {
                await using (var file = new StreamWriter(stream, leaveOpen: true))
                {
                    await file.WriteAsync(text.AsMemory(), ct);
                }

                stream.Flush(flushToDisk: true);
            }

            File.Move(unfinished, path, overwrite);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }
}
