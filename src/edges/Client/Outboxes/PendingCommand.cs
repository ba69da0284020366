using System.Diagnostics.CodeAnalysis;
using Ledger.Client.Contracts;

namespace Ledger.Client.Outboxes;

/// <summary>A command exactly as it is sent, however often.</summary>
/// <param name="Book">Book that it is for.</param>
/// <param name="Type">Name of the command.</param>
/// <param name="Path">Its address below the book.</param>
/// <param name="Key">Its idempotency key.</param>
/// <param name="Body">The very bytes.</param>
/// <param name="IfVersion">Version that it was decided on.</param>
/// <param name="WaitSeconds">How long the answer may wait for what follows.</param>
/// <param name="Simulate">What a sandbox shall play.</param>
public sealed record PendingCommand(
    string Book, string Type, string Path, string Key, ReadOnlyMemory<byte> Body, long? IfVersion = null, int? WaitSeconds = null, string? Simulate = null)
{
    /// <summary>How far proven it shall be before it is answered. It is not kept: a command that is resumed has waited long enough.</summary>
    public SealStatus? WaitFor { get; init; }

    /// <summary>The same request, byte by byte.</summary>
    public bool Equals([NotNullWhen(true)] PendingCommand? other) =>
        other is not null && (Book, Path, Key, IfVersion) == (other.Book, other.Path, other.Key, other.IfVersion) && Body.Span.SequenceEqual(other.Body.Span);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Book, Key);
}
