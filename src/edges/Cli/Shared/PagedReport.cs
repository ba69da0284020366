using Ledger.Client;
using Ledger.Client.Reading;

namespace Ledger.Cli.Shared;

/// <summary>A report that the ledger gives in pages.</summary>
/// <param name="List">Member of the JSON that holds the rows of a page.</param>
/// <param name="Read">Fetches a page: at most so many rows, after the cursor of the page before.</param>
/// <param name="PageOf">How many rows a page has, and the cursor of the next one.</param>
/// <param name="Join">One report with the rows of all pages.</param>
internal sealed record PagedReport<T>(
    string List, Func<LedgerClient, int, string?, Task<Viewed<T>>> Read, Func<T, (int Rows, string? Next)> PageOf, Func<IReadOnlyList<T>, T> Join)
    where T : class;
