using System.Globalization;
using System.Text.Json;
using Ledger.Client.Contracts;

namespace Ledger.Client.Feed;

/// <summary>An event as the stream writes it: CloudEvents 1.0.</summary>
/// <param name="Sequence">The position, with zeros before it.</param>
/// <param name="Sealstatus">How far it is proven.</param>
/// <param name="Sealindex">Its leaf in the book's log, once it is sealed.</param>
internal sealed record CloudEvent(
    Guid Id, string Type, string Subject, string Sequence, DateTimeOffset Recordedtime, long Streamversion, JsonElement Data,
    SealStatus Sealstatus = SealStatus.Recorded, long? Sealindex = null)
{
    /// <exception cref="IOException">It is no such event.</exception>
    public static LedgerEvent Read(ReadOnlySpan<byte> json) =>
        Wire.TryRead<CloudEvent>(json) is { Sequence: not null } e
            && long.TryParse(e.Sequence, NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            ? new(position, e.Id, e.Type, e.Subject, e.Streamversion, e.Recordedtime, e.Data, new(e.Sealstatus, e.Sealindex))
            : throw new IOException("the feed contains something that is not an event");
}
