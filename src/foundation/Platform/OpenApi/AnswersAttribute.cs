using Ledger.Platform.Http;

namespace Ledger.Platform.OpenApi;

/// <summary>Says what a read answers with. Its signature only says that it answers, for it may also answer with a problem.</summary>
/// <param name="query">Query parameters that it takes; those of a page go without saying.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AnswersAttribute<T>(params string[] query) : Attribute, IAnswers
{
    public Type Type { get; } = typeof(T);

    public IReadOnlyList<string> Query => field ??= IsPaged && !IsWhole ? [.. query, "limit", "after"] : query;

    /// <summary>The list is short and always comes as a whole.</summary>
    public bool IsWhole { get; init; }

    /// <summary>It can meet a 409: a position that is not reached yet, or a question with several answers.</summary>
    public bool MayConflict { get; init; }

    private static bool IsPaged => typeof(T).IsGenericType && typeof(T).GetGenericTypeDefinition() == typeof(Page<>);
}

internal interface IAnswers
{
    Type Type { get; }

    /// <summary>All query parameters that it takes.</summary>
    IReadOnlyList<string> Query { get; }

    bool MayConflict { get; }
}
