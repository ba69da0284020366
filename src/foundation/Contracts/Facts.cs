namespace Ledger.Contracts;

/// <summary>Something that a partner asks the ledger to record. The book is not in the body: it is in the address.</summary>
public interface ICommand
{
    /// <summary>When it happened, as the partner tells it; absent means now. The ledger's own record time is kept beside it.</summary>
    DateTimeOffset? OccurredAt { get; }
}

/// <summary>An event: something that happened, in the past tense.</summary>
public interface IFact
{
    /// <summary>Effective time: when it happened in the world, never absent in what is stored.</summary>
    DateTimeOffset OccurredAt { get; }
}

/// <summary>An event that moves units. Whatever context it comes from, custody, stock, traces and progress follow from its movements alone.</summary>
public interface IMovesUnits : IFact
{
    IReadOnlyList<Movement> Movements { get; }
}
