using System.Text.Json;
using Ledger.Kernel;
using Microsoft.AspNetCore.Http;

namespace Ledger.Door.Feed;

/// <summary>Writes a page of the feed. Where to go on is in the <c>Link</c> header (RFC 8288) of either format.</summary>
internal sealed class FeedPages(FeedRequest asked, FeedPage page) : IResult
{
    public async Task ExecuteAsync(HttpContext context)
    {
        var response = context.Response;
        response.Headers.Vary = "Accept";
        response.Headers.Link = $"<{context.Request.PathBase}{context.Request.Path}?after={page.Next}&limit={asked.Limit}>; rel=\"next\"";
        response.ContentType = asked.Format == FeedFormat.Json ? FeedFormats.Json + "; charset=utf-8" : FeedFormats.CloudEventsBatch;
        await using var json = new Utf8JsonWriter(response.BodyWriter, CloudEventWriter.Options);
        if (asked.Format == FeedFormat.Json)
        {
            await WriteJsonAsync(json, context.RequestAborted);
        }
        else
        {
            await WriteBatchAsync(json, new CloudEventWriter(context), context.RequestAborted);
        }
    }

    private async Task WriteBatchAsync(Utf8JsonWriter json, CloudEventWriter writer, CancellationToken ct)
    {
        json.WriteStartArray();
        foreach (var recorded in page.Events)
        {
            writer.Write(json, recorded);
            await json.FlushAsync(ct);
        }

        json.WriteEndArray();
    }

    private async Task WriteJsonAsync(Utf8JsonWriter json, CancellationToken ct)
    {
        json.WriteStartObject();
        json.WriteStartArray("events");
        foreach (var recorded in page.Events)
        {
            Write(json, recorded);
            await json.FlushAsync(ct);
        }

        json.WriteEndArray();
        json.WriteNumber("next", page.Next);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, FeedEvent recorded)
    {
        json.WriteStartObject();
        json.WriteNumber("position", recorded.Position);
        json.WriteString("id", recorded.Id);
        json.WriteString("type", recorded.Type);
        json.WriteString("stream", recorded.Stream);
        json.WriteNumber("version", recorded.Version);
        json.WriteString("recordedAt", recorded.RecordedAt);
        if (recorded.EffectiveAt is { } effective)
        {
            json.WriteString("effectiveAt", effective);
        }

        json.WritePropertyName("seal");
        JsonSerializer.Serialize(json, recorded.Seal, JsonEdge.Options);
        if (recorded.Declared is { } declared)
        {
            json.WritePropertyName("declared");
            JsonSerializer.Serialize(json, new EventDeclared(declared.Declaration, declared.Reason, declared.CorrectiveEvents), JsonEdge.Options);
        }

        json.WritePropertyName("data");
        json.WriteRawValue(recorded.Data.Span, skipInputValidation: true);
        json.WriteEndObject();
    }
}
