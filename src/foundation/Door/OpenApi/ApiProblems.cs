using Ledger.Door.Reads;

namespace Ledger.Door.OpenApi;

/// <summary>The statuses with which an operation can refuse: those of every gate on the way to it, and its own.</summary>
internal static class ApiProblems
{
    /// <summary>
    /// Of the limits, which stand before everything: a long address, a packed body, too many requests, too much to do; and an answer that took too long.
    /// </summary>
    private static readonly int[] OfAny = [414, 415, 429, 503, 504];
    private static readonly int[] OfBooks = [400, 401, 403, 404, .. OfAny];
    private static readonly int[] OfCommands = [408, 409, 412, 413, 422, .. OfBooks];

    /// <summary>What befalls a line of a bulk request is told in the answer to the line.</summary>
    private static readonly int[] OfBulk = [408, 413, .. OfBooks];

    public static IEnumerable<int> OfCommand => OfCommands.Order();

    public static IEnumerable<int> OfBulkRequest => OfBulk.Order();

    /// <summary>Every read of a book may be asked for a position that is not reached in time.</summary>
    public static IEnumerable<int> OfRead(IAnswers read, string path, bool isOfBook) => (isOfBook, read.From) switch
    {
        (false, _) => [400, .. path.Contains('{') ? [404] : Array.Empty<int>(), .. OfAny],
        (true, _) when read.Takes is not null => OfCommands.Except([412]).Order(),
        (true, ReadFrom.Feed) => [.. OfBooks, 406, 409],
        (true, _) => [.. OfBooks, 409],
    };
}
