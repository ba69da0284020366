namespace Ledger.Cli.Shared;

/// <summary>
/// What a verb writes to a file. A file gets its name only when all of it is there, and nobody else may read it. A link is followed and stays; a device or a
/// pipe is written to and never replaced.
/// </summary>
internal static class OutputFile
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancel) => WriteAsync(path, async file =>
    {
        await file.WriteAsync(content, cancel);
        return content.Length;
    });

    public static async Task<T> WriteAsync<T>(string path, Func<Stream, Task<T>> write)
    {
        var target = new FileInfo(path).LinkTarget is null ? Path.GetFullPath(path) : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;
        if (OpenStream(path, target) is { } stream)
        {
            await using (stream)
            {
                return await write(stream);
            }
        }

        var part = $"{target}.{Path.GetRandomFileName()}.part";
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 1 << 16 };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = Owner;
            T written;
            await using (var file = new FileStream(part, options))
            {
                written = await write(file);
                file.Flush(flushToDisk: true);
            }

            File.Move(part, target, overwrite: true);
            return written;
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <summary>Null where there is nothing yet, or a file that can be replaced.</summary>
    private static FileStream? OpenStream(string path, string target)
    {
        // Also /dev/stdout, which leads to something that has no name.
        if ((target.StartsWith("/dev/", StringComparison.Ordinal) && !target.StartsWith("/dev/shm/", StringComparison.Ordinal))
            || target.StartsWith("/proc/", StringComparison.Ordinal))
        {
            return new FileStream(path, FileMode.Open, FileAccess.Write);
        }

        if (!File.Exists(target)) return null;
        try
        {
            var stream = new FileStream(target, FileMode.Open, FileAccess.Write);
            if (!stream.CanSeek) return stream;
            stream.Dispose();
        }
        catch (UnauthorizedAccessException)
        {
            // A file that may not be written can be replaced all the same, if its directory may.
        }

        return null;
    }
}
