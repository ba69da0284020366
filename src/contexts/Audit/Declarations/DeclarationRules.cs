namespace Ledger.Audit.Declarations;

/// <summary>
/// The rules of all contexts. Access and the log itself have none: keys and proofs are no facts of the deal, and nothing declares a declaration.
/// </summary>
public sealed class DeclarationRules(IEnumerable<IDeclarable> contexts)
{
    private readonly Dictionary<Type, DeclarationRule> _rules = contexts.SelectMany(context => context.Rules).ToDictionary();

    /// <summary>What rests on the fact outside its stream.</summary>
    public async Task<string?> ElsewhereAsync(string book, RecordedFact wrong, CancellationToken ct) =>
        contexts.FirstOrDefault(context => context.Rules.ContainsKey(wrong.Data.GetType())) is { } context
            ? await context.ElsewhereAsync(book, wrong, ct)
            : null;

    public DeclarationRule? Of(RecordedFact? fact) => fact is null ? null : _rules.GetValueOrDefault(fact.Data.GetType());
}
