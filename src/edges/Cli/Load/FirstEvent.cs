using System.Text.Json;
using Ledger.Client;

namespace Ledger.Cli.Load;

/// <summary>The id of a book's first event: it tells two books of the same name apart.</summary>
internal static class FirstEvent
{
    /// <returns>Null when there is no such book, or nothing in it.</returns>
    public static async Task<string?> ReadAsync(LedgerClient ledger, CancellationToken cancel)
    {
        try
        {
            var page = await ledger.Reads.GetJsonAsync("events?limit=1", cancel: cancel);
            return page.TryGetProperty("events", out var events) && events.ValueKind == JsonValueKind.Array
                ? events.EnumerateArray().Select(e => e.GetProperty("id").ToString()).FirstOrDefault()
                : throw new UnexpectedAnswerException("events");
        }
        catch (LedgerRefusedException unknown) when (unknown.Problem.Status == 404)
        {
            return null;
        }
    }
}
