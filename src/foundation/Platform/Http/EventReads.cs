using System.Text.Json;
using Ledger.Platform.OpenApi;
using Ledger.Platform.Store;
using Microsoft.AspNetCore.Http;
using Npgsql;

namespace Ledger.Platform.Http;

/// <summary>A book's events in the ledger's order, from a position on.</summary>
public static class EventReads
{
    /// <summary>A page ends early once it holds this much, for an event can name ten thousand units.</summary>
    internal const int PageBytesMax = 8 * 1024 * 1024;

    // Nothing above the high-water mark is shown: an event with a lower position may still be committed.
    private const string Sql = $"""
        select e.seq_id, e.id, e.type, e.stream_id, e.version, e.timestamp, e.data::text
        from {LedgerStore.Schema}.mt_events e
        where e.tenant_id = $1 and e.seq_id > $2 and e.seq_id <= $3 and e.type <> 'tombstone'
        order by e.seq_id limit $4
        """;

    /// <summary>The book's events in the ledger's order, from a position on.</summary>
    [Answers<EventPage>("after", "limit")]
    public static async Task<IResult> PageAsync(string book, HttpContext context, NpgsqlDataSource database)
    {
        var ct = context.RequestAborted;
        if (context.Request.Query["after"] is not ([] or [{ } _]) || !TryRead(context.Request, "after", 0, long.MaxValue, out var after)
            || !TryRead(context.Request, "limit", PageRequest.LimitDefault, PageRequest.LimitMax, out var limit) || limit == 0)
        {
            return Problem.Of(Problems.InvalidQuery, $"after is a position, limit 1 to {PageRequest.LimitMax}.");
        }

        await using var command = database.CreateCommand(Sql);
        command.Parameters.AddWithValue(book);
        command.Parameters.AddWithValue(after);
        command.Parameters.AddWithValue(await database.ReachedAsync(Progression.HighWaterMark, ct));
        command.Parameters.AddWithValue(limit);
        await using var rows = await command.ExecuteReaderAsync(ct);

        context.Response.ContentType = "application/json; charset=utf-8";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter, new JsonWriterOptions { Encoder = JsonEdge.Options.Encoder });
        json.WriteStartObject();
        json.WriteStartArray("events");
        var (next, bytes) = (after, 0L);
        while (bytes < PageBytesMax && await rows.ReadAsync(ct))
        {
            next = rows.GetInt64(0);
            var data = rows.GetString(6);
            bytes += data.Length;
            Write(json, rows, data);
            await json.FlushAsync(ct);
        }

        json.WriteEndArray();
        json.WriteNumber("next", next);
        json.WriteEndObject();
        return Results.Empty;
    }

    private static void Write(Utf8JsonWriter json, NpgsqlDataReader row, string data)
    {
        json.WriteStartObject();
        json.WriteNumber("position", row.GetInt64(0));
        json.WriteString("id", row.GetGuid(1));
        json.WriteString("type", row.GetString(2));
        json.WriteString("stream", row.GetString(3));
        json.WriteNumber("version", row.GetInt64(4));
        json.WriteString("recordedAt", row.GetFieldValue<DateTimeOffset>(5));
        json.WritePropertyName("data");
        json.WriteRawValue(data);
        json.WriteEndObject();
    }

    private static bool TryRead(HttpRequest request, string name, long absent, long max, out long value)
    {
        value = absent;
        return request.Query[name] is not [{ } text]
            || (long.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out value) && value <= max);
    }
}

/// <summary>A page of events, as <see cref="EventReads"/> writes it.</summary>
/// <param name="Next">Position to go on after; the same as before when nothing new was recorded.</param>
public sealed record EventPage(IReadOnlyList<EventView> Events, long Next);

/// <param name="Data">What happened. <c>occurredAt</c> in it is effective time.</param>
public sealed record EventView(long Position, Guid Id, string Type, string Stream, long Version, DateTimeOffset RecordedAt, JsonElement Data);
