namespace Ledger.Contracts;

/// <summary>
/// The member of a command that holds the number of the partner's own document: an order, a despatch advice, a receipt. The party that gives it uses it once
/// for ever; the same document sent again is answered with what it led to, another under its number is refused. A member with the same name in another command
/// names such a document.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DocumentNumberAttribute : Attribute
{
    /// <summary>The number is one of a series within another document, as the changes of an order are; else it is one of the book.</summary>
    public bool IsPartOfSeries { get; init; }

    /// <summary>The number means the same to all who may give it, as the code of a site does; else each party gives numbers of its own.</summary>
    public bool IsShared { get; init; }
}
