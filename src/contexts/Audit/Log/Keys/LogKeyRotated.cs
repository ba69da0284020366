using JasperFx.Events;

namespace Ledger.Audit.Log.Keys;

/// <summary>
/// From the next head on, the book's log is signed with a new key. This event is sealed under the old key, so whoever trusts the old key can trust the new one.
/// During the overlap, heads are signed with both.
/// </summary>
/// <param name="OldKey">Verifier key of the previous generation, <c>name+id+key</c>.</param>
/// <param name="NewKey">Verifier key of the new generation.</param>
/// <param name="OverlapDays">For how many days after the event's record time the old key continues to sign.</param>
[ContractName("audit.log-key-rotated.v1")]
public sealed record LogKeyRotated(string OldKey, string NewKey, int OverlapDays, DateTimeOffset OccurredAt) : IFact;

/// <summary>The generations of the key of a book's log. Its stream holds rotations and nothing else.</summary>
public sealed class LogKey
{
    public const string Key = "log-key";

    public string Id { get; set; } = Key;

    public int Rotations { get; set; }

    /// <summary>Verifier key of the present generation; null while it is the first.</summary>
    public string? Present { get; set; }

    /// <summary>Until when each key signs on beside the one that followed it.</summary>
    public List<DateTimeOffset> OverlapsUntil { get; set; } = [];

    /// <summary>Number of the present generation; the first is 1, and there is no state before its end.</summary>
    public static int GenerationOf(LogKey? key) => (key?.Rotations ?? 0) + 1;

    public int OverlapsAt(DateTimeOffset now) => OverlapsUntil.Count(until => until > now);

    public void Apply(IEvent<LogKeyRotated> rotated)
    {
        (Rotations, Present) = (Rotations + 1, rotated.Data.NewKey);
        OverlapsUntil.Add(rotated.Timestamp.AddDays(rotated.Data.OverlapDays));
    }
}
