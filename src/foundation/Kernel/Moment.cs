using Ledger.Contracts.Ports;

namespace Ledger.Kernel;

/// <summary>
/// The moment that a read asks about. <paramref name="AsOf"/> is effective time: what had happened by then, as far as is known. <paramref name="AtPosition"/>
/// is record order: what the ledger knew. Both together: what it knew there about then. Neither: now.
/// </summary>
/// <param name="Head">The head of the log that the position was taken from, where the caller asked by the log.</param>
public sealed record Moment(DateTimeOffset? AsOf = null, long? AtPosition = null, KnownHead? Head = null)
{
    public static readonly Moment Now = new();

    public bool IsNow => AsOf is null && AtPosition is null;

    /// <summary>Does a fact count at this moment?</summary>
    public bool Includes(long position, DateTimeOffset occurredAt) =>
        (AsOf is not { } time || occurredAt <= time) && (AtPosition is not { } last || position <= last);

    /// <summary>Declarations that were known at this moment. What they are about may have happened at any time.</summary>
    public IReadOnlyList<DeclarationNote> Known(IEnumerable<DeclarationNote> declarations) =>
        [.. declarations.Where(note => AtPosition is not { } last || note.DeclaredPosition <= last)];
}
