using System.Security.Cryptography;

namespace Ledger.Cli.Load;

/// <summary>A file of commands, one a line, that is read in chunks from any byte on; it is never held in memory as a whole.</summary>
internal sealed class CommandFile(string path)
{
    /// <summary>What the bulk endpoint takes in one request, with room to spare.</summary>
    public const int ChunkLines = 200;

    public const int ChunkBytes = 4 * 1024 * 1024;

    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>The hash tells whether a resume file belongs to this content; the lines are what progress is measured by.</summary>
    public (string Sha256, long Lines) Measure()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var file = File.OpenRead(Path);
        var buffer = new byte[1 << 16];
        var lines = 0L;
        var last = (byte)'\n';
        for (int read; (read = file.Read(buffer)) > 0;)
        {
            hash.AppendData(buffer, 0, read);
            lines += buffer.AsSpan(0, read).Count((byte)'\n');
            last = buffer[read - 1];
        }

        return (Convert.ToHexStringLower(hash.GetHashAndReset()), last == '\n' ? lines : lines + 1);
    }

    /// <summary>The lines that follow a position, as many as one request takes; empty at the end of the file.</summary>
    public IReadOnlyList<CommandLine> Read(long offset, long line)
    {
        using var file = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        file.Seek(offset, SeekOrigin.Begin);
        var chunk = new List<CommandLine>();
        var bytes = 0;
        while (chunk.Count < ChunkLines && ReadLine(file) is { } text)
        {
            offset += text.Consumed;
            line++;
            if (text.Content.AsSpan().Trim(" \r\t"u8).IsEmpty) continue;
            if (chunk.Count > 0 && bytes + text.Consumed > ChunkBytes) break;
            chunk.Add(new CommandLine(line, offset, text.Content));
            bytes += text.Consumed;
        }

        return chunk;
    }

    private static (byte[] Content, int Consumed)? ReadLine(FileStream file)
    {
        using var line = new MemoryStream();
        for (int next; (next = file.ReadByte()) >= 0;)
        {
            if (next == '\n') return (line.ToArray(), (int)line.Length + 1);
            line.WriteByte((byte)next);
        }

        return line.Length > 0 ? (line.ToArray(), (int)line.Length) : null;
    }
}
