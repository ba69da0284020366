using Ledger.Cli.Shared;

namespace Ledger.Cli.Load;

/// <summary>Tells two books of the same name apart by the id of their first event.</summary>
internal static class BookMark
{
    /// <summary>The same, from a ledger that may be away for a moment.</summary>
    public static async Task<string?> Wait(HttpClient http, string book, TimeSpan patience, CancellationToken stop)
    {
        var backoff = new Backoff(TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(5), TimeProvider.System);
        var since = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                return await Read(http, book, stop);
            }
            catch (LedgerAwayException away) when (TimeProvider.System.GetElapsedTime(since) < patience)
            {
                Terminal.Say($"{away.Message}; trying again");
                await backoff.Pause(stop, away.RetryAfter);
            }
        }
    }

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
