namespace Ledger.Contracts.Ports;

/// <summary>How far events are proven. Audit implements it.</summary>
public interface ISeals
{
    /// <summary>Every position that is asked for; one that is not sealed yet is <see cref="SealStatus.Recorded"/>.</summary>
    Task<IReadOnlyDictionary<long, Seal>> OfAsync(string book, IReadOnlyCollection<long> positions, CancellationToken ct);

    /// <summary>The seal of the event at the position once it is as wanted, or as it is when the patience ends.</summary>
    Task<Seal> WaitAsync(string book, long position, SealStatus wanted, TimeSpan patience, CancellationToken ct);

    /// <summary>The largest head that has at most this size and was signed at this time or before; null when there is none.</summary>
    Task<KnownHead?> HeadAsync(string book, long? size, DateTimeOffset? at, CancellationToken ct);
}

/// <param name="Index">The event's leaf in the book's log; null until it is sealed.</param>
public sealed record Seal(SealStatus Status, long? Index = null);

/// <summary>An event is recorded, then sealed into the book's log, then signed by the witnesses that the book's policy asks for.</summary>
public enum SealStatus
{
    Recorded,
    Sealed,
    Countersigned,
}

/// <summary>What the ledger knew: the log at one of its sizes.</summary>
/// <param name="Position">The highest position among its leaves; 0 for an empty log.</param>
public sealed record KnownHead(long Size, long Position, DateTimeOffset At);
