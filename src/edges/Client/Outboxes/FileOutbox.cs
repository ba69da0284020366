namespace Ledger.Client.Outboxes;

/// <summary>
/// Commands in a file that is only appended to and flushed to the disk before anything is sent. A line that a crash tore in two was never sent, and is cut off.
/// One process at a time: another one that opens the same directory is refused.
/// </summary>
public sealed class FileOutbox : IOutbox, IDisposable
{
    /// <summary>From here on a file whose commands are all answered is begun anew.</summary>
    private const long BytesWorthKeeping = 1024 * 1024;

    private readonly PendingCommands _pending = new();
    private readonly SemaphoreSlim _one = new(1);
    private readonly string _path;
    private readonly FileStream _lock;
    private FileStream _file;

    /// <summary>Opens the outbox of a directory, or makes one.</summary>
    /// <exception cref="OutboxInUseException">Another process has it open.</exception>
    /// <exception cref="InvalidDataException">Something else than its end is damaged.</exception>
    public FileOutbox(string directory)
    {
        PrivateFiles.CreateDirectory(directory);
        _path = Path.Combine(directory, "outbox.jsonl");
        _lock = OutboxLock.Take(Path.Combine(directory, "outbox.lock"));
        try
        {
            OutboxFile.Read(_path, _pending);
            _file = OutboxFile.Rewrite(_path, _pending.List());
        }
        catch
        {
            _lock.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public IReadOnlyList<PendingCommand> Pending => _pending.List();

    /// <inheritdoc />
    public async ValueTask AddAsync(IReadOnlyList<PendingCommand> commands, CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        try
        {
            if (_pending.Add(commands) is { Count: > 0 } added)
            {
                Append(added.Select(OutboxRecord.Of), added);
            }
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc />
    public async ValueTask RemoveAsync(IReadOnlyList<string> keys, CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        try
        {
            // Not flushed to the disk: if this is lost, the command is sent once more, and the ledger gives its first answer again.
            var known = _pending.Remove(keys);
            _file.Write([.. known.SelectMany(key => new OutboxRecord(key).ToLine())]);
            _file.Flush();
            if (_file.Length > BytesWorthKeeping && _pending.List() is [])
            {
                _file.SetLength(0);
            }
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _file.Dispose();
        _lock.Dispose();
        _one.Dispose();
    }

    /// <summary>What could not be written whole is taken back, so that the next line does not follow half a one.</summary>
    private void Append(IEnumerable<OutboxRecord> records, IReadOnlyList<PendingCommand> added)
    {
        var end = _file.Length;
        try
        {
            _file.Write([.. records.SelectMany(record => record.ToLine())]);
            _file.Flush(flushToDisk: true);
        }
        catch (IOException)
        {
            _ = _pending.Remove([.. added.Select(command => command.Key)]);
            _file.Dispose();
            _file = OutboxFile.Open(_path, end);
            throw;
        }
    }
}
