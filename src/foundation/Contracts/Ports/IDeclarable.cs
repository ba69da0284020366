namespace Ledger.Contracts.Ports;

/// <summary>
/// Which of a context's facts may be declared erroneous, and when. Each context implements it for its own, for only it knows what rests on them. The rule
/// behind all of them: a declaration never changes what the ledger decides on, so it is possible only once later facts have brought the state to what it would
/// be without the wrong one.
/// </summary>
public interface IDeclarable
{
    /// <summary>A rule for every kind of fact that the context records.</summary>
    IReadOnlyDictionary<Type, DeclarationRule> Rules { get; }

    /// <summary>What rests on the fact and is not in its stream, or not yet, because a message about it is still on its way; null when nothing does.</summary>
    Task<string?> ElsewhereAsync(string book, RecordedFact wrong, CancellationToken ct) => Task.FromResult<string?>(null);
}

/// <summary>What is possible for one kind of fact.</summary>
/// <param name="Instead">What puts such a fact right where it may not be declared, or has to come first.</param>
/// <param name="Judge">Refuses where later facts rest on it or nothing puts it right; null where such a fact is never declared.</param>
public sealed record DeclarationRule(string Instead, Func<DeclarationCase, string?>? Judge)
{
    /// <summary>Too much follows from such a fact, at once or unseen.</summary>
    public static DeclarationRule Never(string instead) => new(instead, null);

    /// <summary>The facts that move units back are asked for by themselves; nothing else is needed.</summary>
    public static DeclarationRule OnceMovedBack(string instead) => new(instead, _ => null);

    /// <param name="judge">Says what still rests on the fact; null when nothing does.</param>
    public static DeclarationRule When(string instead, Func<DeclarationCase, string?> judge) => new(instead, judge);
}
