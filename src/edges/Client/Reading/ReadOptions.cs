namespace Ledger.Client.Reading;

/// <summary>What every read takes.</summary>
public sealed record ReadOptions
{
    /// <summary>Position of an own command's answer: the read waits until the views include it.</summary>
    public long? MinPosition { get; init; }

    /// <summary>How long the ledger may wait for that, 30 seconds at most; absent, 10.</summary>
    public TimeSpan? Wait { get; init; }

    /// <summary>Version that the caller has: if it is still the present one, <see cref="Viewed{T}.IsUnchanged"/> is told and nothing is sent.</summary>
    public long? UnlessVersion { get; init; }

    /// <summary>Entries that a page of a list brings, 1 to 200.</summary>
    public int PageSize { get; init; } = 200;
}

/// <summary>What a read came to.</summary>
/// <param name="Value">The view; null only when it is unchanged.</param>
/// <param name="Version">Version of the stream that it shows, for <see cref="SendOptions.IfVersion"/>; null on views over many streams.</param>
/// <param name="IsUnchanged">It is at the version that the caller has.</param>
public sealed record Viewed<T>(T? Value, long? Version, bool IsUnchanged)
    where T : class
{
    /// <summary>The answer as the ledger sent it (JSON, UTF-8), also what this client does not know of; empty when the view is unchanged.</summary>
    public ReadOnlyMemory<byte> Json { get; init; }
}

/// <summary>A page of a list.</summary>
/// <param name="Next">Cursor of the next page; null at the end.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? Next = null);
