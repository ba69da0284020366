namespace Ledger.Client.Outboxes;

/// <summary>The file of a <see cref="FileOutbox"/>.</summary>
internal static class OutboxFile
{
    /// <summary>Finds what is pending in a file that may end in the middle of a line.</summary>
    public static void Read(string path, PendingCommands pending)
    {
        if (!File.Exists(path))
        {
            return;
        }

        ReadOnlySpan<byte> rest = File.ReadAllBytes(path);
        while (rest.IndexOf((byte)'\n') is >= 0 and var end)
        {
            var isLast = end == rest.Length - 1;
            switch (OutboxRecord.Read(rest[..end]))
            {
                case { Done: { } key }:
                    _ = pending.Remove([key]);
                    break;
                case { Key: not null } record:
                    _ = pending.Add([record.ToCommand()]);
                    break;
                default:
                    // After a power cut the last block may hold zeros up to a line feed that was written before them; anything else was whole once.
                    _ = isLast ? 0
                        : throw new InvalidDataException(
                            $"{path} is damaged before its end. Keep the file, and look up the outcome of its commands in the ledger.");
                    break;
            }

            rest = rest[(end + 1)..];
        }
    }

    /// <summary>Writes what is pending beside, moves it into place, and opens it for more.</summary>
    public static FileStream Rewrite(string path, IReadOnlyList<PendingCommand> pending)
    {
        using (var file = PrivateFiles.Create(path + ".new"))
        {
            foreach (var command in pending)
            {
                file.Write(OutboxRecord.Of(command).ToLine());
            }

            file.Flush(flushToDisk: true);
        }

        File.Move(path + ".new", path, overwrite: true);
        return Open(path, new FileInfo(path).Length);
    }

    /// <summary>Opens the file for what follows its first <paramref name="end"/> bytes.</summary>
    public static FileStream Open(string path, long end)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.Read);
        file.SetLength(end);
        file.Seek(end, SeekOrigin.Begin);
        return file;
    }
}
