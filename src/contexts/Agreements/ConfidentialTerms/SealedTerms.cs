using Ledger.Agreements.Agreements;
using Ledger.Agreements.Proposals;
using Ledger.Sealing.Disclosures;

namespace Ledger.Agreements.ConfidentialTerms;

/// <summary>
/// Confidential terms of a command on their way into the ledger: what everybody may see of them, and what is kept for those who may see more.
/// </summary>
public sealed class SealedTerms
{
    private readonly byte[] _causeSecret;
    private readonly IReadOnlyList<TermRow> _rows;
    private readonly IReadOnlyList<(string Class, byte[] Wrapped)> _newKeys;

    internal SealedTerms(byte[] causeSecret, IReadOnlyList<TermRow> rows, IReadOnlyList<(string Class, byte[] Wrapped)> newKeys) =>
        (_causeSecret, _rows, _newKeys) = (causeSecret, rows, newKeys);

    public static SealedTerms None { get; } = new([], [], []);

    /// <summary>By digest, so that their order says nothing.</summary>
    public IReadOnlyList<AgreedTerm> Agreed =>
        field ??= [.. _rows.Select(row => new AgreedTerm(row.Digest, row.Class)).OrderBy(term => term.Digest, StringComparer.Ordinal)];

    /// <summary>The event that stands for them, where there are any.</summary>
    public static IReadOnlyList<object> FactsOf(string document, IReadOnlyList<AgreedTerm>? agreed, DateTimeOffset when) =>
        agreed is null or [] ? [] : [new TermsAgreed(document, [.. agreed.Select(term => term.Digest)], Disclosure.Algorithm, agreed, when)];

    /// <summary>The same for a proposal.</summary>
    public static IReadOnlyList<IProposalFact> FactsOf(ProposalHead head, string document, IReadOnlyList<AgreedTerm> agreed) => agreed.Count == 0
        ? []
        : [new TermsProposed(head.Agreement, head.Number, document, [.. agreed.Select(term => term.Digest)], Disclosure.Algorithm, agreed, head.At)];

    /// <summary>Makes the command's cause under the agreement's secret, so that the sealed history betrays none of them.</summary>
    public SealedTerms Blind(LedgerSession ledger)
    {
        if (_rows.Count > 0)
        {
            ledger.Blind(_causeSecret);
        }

        return this;
    }

    /// <summary>Has the commit keep them, if the command is accepted.</summary>
    public void KeepIn(LedgerSession ledger, string agreement, Decision decision)
    {
        if (_rows.Count > 0 && decision.IsAccepted)
        {
            ledger.Guard(
                TermSchema.Keep, ledger.Book, agreement, _newKeys.Select(key => key.Class).ToArray(), _newKeys.Select(key => key.Wrapped).ToArray(),
                _rows.Select(row => row.Digest).ToArray(), _rows.Select(row => row.Class).ToArray(), _rows.Select(row => row.Ciphertext).ToArray());
        }
    }
}
