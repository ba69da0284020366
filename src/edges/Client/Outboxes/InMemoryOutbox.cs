namespace Ledger.Client.Outboxes;

/// <summary>Remembers as long as the process lives. Good enough where a lost answer may be asked for by hand.</summary>
public sealed class InMemoryOutbox : IOutbox
{
    private readonly PendingCommands _pending = new();

    /// <inheritdoc />
    public IReadOnlyList<PendingCommand> Pending => _pending.List();

    /// <inheritdoc />
    public ValueTask AddAsync(IReadOnlyList<PendingCommand> commands, CancellationToken cancel)
    {
        _ = _pending.Add(commands);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public ValueTask RemoveAsync(IReadOnlyList<string> keys, CancellationToken cancel)
    {
        _ = _pending.Remove(keys);
        return ValueTask.CompletedTask;
    }
}
