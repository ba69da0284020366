namespace Ledger.Client.Outboxes;

/// <summary>What is pending, in the order in which it came.</summary>
internal sealed class PendingCommands
{
    private readonly Lock _gate = new();
    private readonly OrderedDictionary<string, PendingCommand> _byKey = new(StringComparer.Ordinal);

    public IReadOnlyList<PendingCommand> List()
    {
        lock (_gate)
        {
            return [.. _byKey.Values];
        }
    }

    /// <returns>Those that were not there yet.</returns>
    public IReadOnlyList<PendingCommand> Add(IReadOnlyList<PendingCommand> commands)
    {
        lock (_gate)
        {
            if (commands.FirstOrDefault(command => _byKey.TryGetValue(command.Key, out var known) && !known.Equals(command)) is { } other)
            {
                throw new ArgumentException($"The key {other.Key} belongs to another command, whose outcome is still unknown.");
            }

            return [.. commands.Where(command => _byKey.TryAdd(command.Key, command))];
        }
    }

    /// <returns>Those that were there.</returns>
    public IReadOnlyList<string> Remove(IReadOnlyList<string> keys)
    {
        lock (_gate)
        {
            return [.. keys.Where(_byKey.Remove)];
        }
    }
}
