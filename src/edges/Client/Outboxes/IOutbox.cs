namespace Ledger.Client.Outboxes;

/// <summary>Keeps commands from before they are sent until their outcome is known, so that a crash in between loses nothing and doubles nothing.</summary>
public interface IOutbox
{
    /// <summary>Commands whose outcome is not known, the oldest first.</summary>
    IReadOnlyList<PendingCommand> Pending { get; }

    /// <summary>Keeps commands, in order; they are safe when this returns.</summary>
    /// <exception cref="ArgumentException">A key is in use for other bytes.</exception>
    ValueTask AddAsync(IReadOnlyList<PendingCommand> commands, CancellationToken cancel);

    /// <summary>Forgets commands: their outcomes are known.</summary>
    ValueTask RemoveAsync(IReadOnlyList<string> keys, CancellationToken cancel);
}
