using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Ledger.Http.Tests;

/// <summary>What a book has recorded, as its readers see it, and as it lies in the database.</summary>
public static class Recorded
{
    public static async Task<NpgsqlDataSource> DatabaseAsync() => (await LedgerHost.AlbaAsync).Services.GetRequiredService<NpgsqlDataSource>();

    /// <summary>
    /// Events of the book in the store itself, whatever the reads say, but for the keys that the test itself had issued. A tombstone only says that a position
    /// was drawn and nothing was recorded there.
    /// </summary>
    public static async Task<long> EventCountAsync(this TestBook book)
    {
        await using var command = (await DatabaseAsync())
            .CreateCommand("select count(*) from ledger.mt_events where tenant_id = $1 and type <> 'tombstone' and type not like 'access.%'");
        command.Parameters.AddWithValue(book.Code);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>All events of the book, read page by page, once everything that is committed is shown.</summary>
    public static async Task<List<JsonElement>> EventsAsync(this TestBook book, int limit = 200)
    {
        var count = await book.EventCountAsync();
        var deadline = Environment.TickCount64 + 30_000;
        while (true)
        {
            var (events, after) = (new List<JsonElement>(), 0L);
            while (true)
            {
                var page = (await book.GetAsync($"events?limit={limit}&after={after}")).MustBe(200).Json;
                if (page.GetProperty("events").GetArrayLength() == 0)
                {
                    break;
                }

                events.AddRange(page.GetProperty("events").EnumerateArray().Where(IsTheBooks));
                after = page.GetProperty("next").GetInt64();
            }

            if (events.Count >= count)
            {
                return events;
            }

            Assert.True(Environment.TickCount64 < deadline, $"{events.Count} of {count} events are shown.");
            await Task.Delay(50);
        }
    }

    /// <summary>Not a key that the test itself had issued.</summary>
    public static bool IsTheBooks(JsonElement e) => !e.Text("type").StartsWith("access.", StringComparison.Ordinal);

    /// <summary>Reads every page of a list.</summary>
    public static async Task<List<JsonElement>> PagesAsync(this TestBook book, string list, int limit)
    {
        var items = new List<JsonElement>();
        string? next = null;
        do
        {
            var page = (await book.GetAsync($"{list}{(list.Contains('?') ? '&' : '?')}limit={limit}{(next is null ? "" : $"&after={next}")}")).MustBe(200).Json;
            Assert.InRange(page.GetProperty("items").GetArrayLength(), 0, limit);
            items.AddRange(page.GetProperty("items").EnumerateArray());
            next = page.TryGetProperty("next", out var cursor) ? cursor.GetString() : null;
        }
        while (next is not null);
        return items;
    }
}
