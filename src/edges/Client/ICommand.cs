namespace Ledger.Client;

/// <summary>Something that a partner asks the ledger to record: one of the records in <c>Ledger.Client.Contracts</c>.</summary>
public interface ICommand
{
    /// <summary>When it happened; absent means now.</summary>
    DateTimeOffset? OccurredAt { get; }

    /// <summary>Its address below the book.</summary>
    string Path { get; }
}
