using Ledger.Platform.Declarations;

namespace Ledger.Audit.Declarations;

/// <summary>The rules of all contexts. Access and the log itself have none: keys and proofs are no facts of the deal, and nothing declares a declaration.</summary>
public sealed class DeclarationRules(IEnumerable<IDeclarable> contexts)
{
    private readonly Dictionary<Type, DeclarationRule> _rules = contexts.SelectMany(context => context.Rules).ToDictionary();

    public DeclarationRule? Of(RecordedFact? fact) => fact is null ? null : _rules.GetValueOrDefault(fact.Data.GetType());
}
