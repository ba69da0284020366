namespace Ledger.Contracts;

/// <summary>
/// The member of a command that holds the number of the partner's own document: an order, a despatch advice, a receipt. The number is used once for ever; the
/// same document sent again is answered with what it led to, another under its number is refused.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DocumentNumberAttribute : Attribute
{
    /// <summary>The number is one of a series within another document, as the changes of an order are; else it is unique in the book.</summary>
    public bool IsPartOfSeries { get; init; }
}
