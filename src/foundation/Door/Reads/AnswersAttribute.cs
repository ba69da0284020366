namespace Ledger.Door.Reads;

/// <summary>Says what a read answers with. Its signature only says that it answers, for it may also answer with a problem.</summary>
/// <param name="query">Query parameters that it takes; those of a page go without saying.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AnswersAttribute<T>(params string[] query) : Attribute, IAnswers
{
    public Type Type { get; } = typeof(T);

    public IReadOnlyList<string> Query => field ??= [.. query, .. IsOfMoment ? MomentRequest.Parameters : [], .. IsPaged && !IsWhole ? (string[])["limit", "after"] : []];

    /// <summary>It can be asked about any moment, as every view of one stream can.</summary>
    public bool TakesMoment { get; init; }

    public bool IsOfMoment => TakesMoment || From == ReadFrom.Stream;

    /// <summary>The list is short and always comes as a whole.</summary>
    public bool IsWhole { get; init; }

    public string As { get; init; } = "application/json";

    /// <summary>Content type of the text that is posted to it, which is no command; null for a read, which has no body.</summary>
    public string? Takes { get; init; }

    /// <summary>What it reads, and so what it waits for when a caller wants a position included. A read that does not say waits for everything.</summary>
    public ReadFrom From { get; init; }

    private static bool IsPaged => typeof(T).IsGenericType && typeof(T).GetGenericTypeDefinition() == typeof(Page<>);
}

/// <summary>What a read reads.</summary>
public enum ReadFrom
{
    /// <summary>What asynchronous projections keep; it follows the events within moments.</summary>
    Views,

    /// <summary>The events themselves, or what is written in one transaction with them: always current.</summary>
    Committed,

    /// <summary>One stream, folded: always current, and with the stream's version as ETag.</summary>
    Stream,

    /// <summary>The events in the ledger's order, below the position at which any may still appear.</summary>
    Feed,
}

internal interface IAnswers
{
    Type Type { get; }

    /// <summary>All query parameters that it takes.</summary>
    IReadOnlyList<string> Query { get; }

    /// <summary>It can be asked about any moment.</summary>
    bool IsOfMoment { get; }

    string As { get; }

    string? Takes { get; }

    ReadFrom From { get; }
}
