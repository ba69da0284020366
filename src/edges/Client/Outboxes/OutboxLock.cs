namespace Ledger.Client.Outboxes;

/// <summary>Holds a file open for one process; the system lets go of it when the process ends, however it ends.</summary>
internal static class OutboxLock
{
    public static FileStream Take(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e is not (FileNotFoundException or DirectoryNotFoundException or PathTooLongException))
        {
            throw new OutboxInUseException($"{Path.GetDirectoryName(path)} is in use by another process. Give each process its own outbox.", e);
        }
    }
}

/// <summary>Another process has the outbox open; two of them would send each other's commands.</summary>
public sealed class OutboxInUseException(string message, Exception inner) : IOException(message, inner);
