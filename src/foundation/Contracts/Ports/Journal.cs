namespace Ledger.Contracts.Ports;

/// <summary>The double-entry journal of all movements. Inventory implements it.</summary>
public interface IJournal
{
    /// <summary>Position up to which it is complete.</summary>
    Task<long> ReachedAsync(CancellationToken ct);

    /// <summary>What the entries come to, by product.</summary>
    Task<IReadOnlyDictionary<string, long>> SumsAsync(string book, JournalQuestion question, CancellationToken ct);

    /// <summary>The entries that changed what is asked about, in the ledger's order.</summary>
    Task<JournalPage> EntriesAsync(string book, JournalQuestion question, JournalPlace after, int limit, CancellationToken ct);
}

/// <summary>
/// Some of the units: those of a product or an agreement line, in an account or in some conditions. An entry adds to them what it brings, and takes away what
/// it takes out; what moves among them changes nothing and is left out.
/// </summary>
/// <param name="To">Position of the last entry that counts.</param>
/// <param name="From">Position after which entries count.</param>
/// <param name="EffectiveAt">Only what had happened by then.</param>
public sealed record JournalQuestion(long To, long From = 0, DateTimeOffset? EffectiveAt = null)
{
    public string? Product { get; init; }

    /// <summary>Agreement line, <c>SA-1/2</c>.</summary>
    public string? Line { get; init; }

    public string? Account { get; init; }

    public IReadOnlyList<string>? Conditions { get; init; }
}

/// <summary>A place in the journal: an event, and the movement in it.</summary>
public sealed record JournalPlace(long Position, int Movement)
{
    public static readonly JournalPlace Start = new(0, 0);
}

/// <param name="EventsCount">The number of events behind all entries, on this page or not.</param>
public sealed record JournalPage(long EventsCount, IReadOnlyList<JournalEntry> Entries);

/// <param name="Event">Id of the event that the movement is part of.</param>
/// <param name="Units">What the entry adds to the units that were asked about; negative when it takes away.</param>
/// <param name="By">Who recorded it: party and app.</param>
public sealed record JournalEntry(
    long Position, int Movement, Guid Event, string Type, string Stream, long Version, string? By, DateTimeOffset OccurredAt, DateTimeOffset RecordedAt,
    string Product, string? Line, string From, string To, long Units);
