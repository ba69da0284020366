namespace Ledger.Door.Reads;

/// <summary>Says what a read answers with. Its signature only says that it answers, for it may also answer with a problem.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AnswersAttribute<T> : Attribute, IAnswers
{
    public Type Type { get; } = typeof(T);

    /// <summary>It can be asked for in either form, recorded or corrected.</summary>
    public bool TakesForm { get; init; }

    /// <summary>A part of the answer comes in pages. A list that is the whole answer does so without saying.</summary>
    public bool InPages { get; init; }

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

    private static bool IsList => typeof(T).IsGenericType && typeof(T).GetGenericTypeDefinition() == typeof(Page<>);

    IReadOnlyList<QueryParameter> IAnswers.Parameters(IEnumerable<QueryParameter> own) =>
    [
        .. TakesForm ? [Forms.Parameter] : (IEnumerable<QueryParameter>)[], .. own, .. InPages ? PageRequest.Parameters : [],
        .. IsOfMoment ? MomentRequest.Parameters : [], .. IsList && !IsWhole ? PageRequest.Parameters : [],
    ];
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

    /// <summary>All query parameters that it takes: its own, and those of its form, its moment and its pages.</summary>
    IReadOnlyList<QueryParameter> Parameters(IEnumerable<QueryParameter> own);

    /// <summary>It can be asked about any moment.</summary>
    bool IsOfMoment { get; }

    string As { get; }

    string? Takes { get; }

    ReadFrom From { get; }
}

/// <summary>All query parameters of a read.</summary>
public static class ReadParameters
{
    /// <param name="metadata">All that is known of the read: the attributes of its method, or the metadata of its endpoint.</param>
    /// <returns>Null when it does not say.</returns>
    public static IReadOnlyList<QueryParameter>? Of(IEnumerable<object> metadata)
    {
        var known = metadata.ToList();
        return known.OfType<IAnswers>().FirstOrDefault()?.Parameters(known.OfType<IQuery>().Select(query => query.Parameter));
    }
}
