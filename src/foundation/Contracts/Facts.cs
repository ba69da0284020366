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
    /// <summary>Told time: when it happened in the world by the account of whoever told it; never absent in what is stored.</summary>
    DateTimeOffset OccurredAt { get; }

    /// <summary>
    /// The steps that the fact rests on: its effective time is its told time, but never before that of one of these, or of the last movement of a unit that it
    /// moves. See <see cref="Step"/>.
    /// </summary>
    /// <param name="stream">Key of the stream that it is recorded in.</param>
    IEnumerable<string> RestsOn(string stream) => [stream];

    /// <summary>The steps that it is, which later facts can rest on.</summary>
    IEnumerable<string> Steps(string stream) => [stream];
}

/// <summary>An event that moves units. Whatever context it comes from, custody, stock, traces and progress follow from its movements alone.</summary>
public interface IMovesUnits : IFact
{
    IReadOnlyList<Movement> Movements { get; }
}
