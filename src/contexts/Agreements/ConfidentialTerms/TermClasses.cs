namespace Ledger.Agreements.ConfidentialTerms;

/// <summary>
/// The classes of confidential terms, and who may see the terms of each: the one table. Everybody else sees that there is a term, and its digest.
/// </summary>
public static class TermClasses
{
    /// <summary>Roles that see a class besides the agreement's own supplier and customer. The operator runs the ledger and sees none.</summary>
    public static readonly IReadOnlyDictionary<string, Roles> SeenBesides = new SortedDictionary<string, Roles>(StringComparer.Ordinal)
    {
        ["price"] = Roles.None,
        ["payment"] = Roles.Auditor,
        ["liability"] = Roles.Auditor,
    };

    public static IEnumerable<string> Names => SeenBesides.Keys;

    public static bool IsEntitled(Caller? caller, string termClass, string supplier, string customer) =>
        caller is not null && !caller.Is(Roles.Operator)
        && (caller.Party == supplier || caller.Party == customer || caller.Is(SeenBesides.GetValueOrDefault(termClass)));
}
