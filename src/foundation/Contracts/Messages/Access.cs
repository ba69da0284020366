namespace Ledger.Contracts.Messages;

/// <summary>
/// Access tells, in the twin: it begins with the book's reference data and agreements, so what hangs on these starts anew. Handled twice, it does no harm.
/// </summary>
/// <param name="Book">The book that it is a twin of.</param>
[ContractName("access.twin-begun-notice.v1")]
public sealed record TwinBegunNotice(string Book);
