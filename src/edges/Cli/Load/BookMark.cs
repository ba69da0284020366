using Ledger.Client;

namespace Ledger.Cli.Load;

/// <summary>Tells two books of the same name apart by the id of their first event.</summary>
internal static class BookMark
{
    /// <returns>Null when there is no such book, or nothing in it.</returns>
    public static async Task<string?> Read(LedgerClient ledger, CancellationToken cancel)
    {
        try
        {
            var page = await ledger.Reads.GetJsonAsync("events?limit=1", cancel: cancel);
            return page.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("id").ToString()).FirstOrDefault();
        }
        catch (LedgerRefusedException unknown) when (unknown.Problem.Status == 404)
        {
            return null;
        }
    }
}
