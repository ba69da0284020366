using Ledger.Cli.Shared;

namespace Ledger.Cli.Load;

/// <summary>Tells two books of the same name apart by the id of their first event.</summary>
internal static class BookMark
{
    /// <summary>Null when there is no such book, or nothing in it.</summary>
    public static async Task<string?> Read(HttpClient http, string book, CancellationToken cancel)
    {
        try
        {
            using var page = await LedgerHttp.Get(http, $"books/{book}/events?limit=1", cancel);
            return page.RootElement.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("id").ToString()).FirstOrDefault();
        }
        catch (RequestRefusedException unknown) when (unknown.Status == 404)
        {
            return null;
        }
    }
}
