using System.Globalization;
using System.Text.Json;
using Ledger.Contracts;
using Ledger.Contracts.Ports;
using Ledger.Door.Requests;
using Ledger.Kernel;
using Microsoft.AspNetCore.Http;

namespace Ledger.Door.Feed;

/// <summary>An event as CloudEvents 1.0 has it, in JSON.</summary>
/// <param name="Id">The event's id, which never changes.</param>
/// <param name="Source">The book, <c>/books/{book}</c>.</param>
/// <param name="Type">The event's contract.</param>
/// <param name="Subject">The event's stream.</param>
/// <param name="Time">Told time: when it happened.</param>
/// <param name="Dataschema">The address of the contract's JSON schema.</param>
/// <param name="Sequence">The position in the ledger's order, padded with zeros so that it also sorts as text.</param>
/// <param name="Recordedtime">When the ledger recorded it.</param>
/// <param name="Streamversion">The stream's version with this event.</param>
/// <param name="Sealstatus">How far it is proven: <c>recorded</c>, <c>sealed</c> or <c>countersigned</c>.</param>
/// <param name="Sealindex">Its leaf number in the book's log; absent until it is sealed.</param>
/// <param name="Errordeclaration">Id of the event that declares this one erroneous, where there is one.</param>
/// <param name="Errorreason">Why it was declared erroneous: <c>did-not-occur</c> or <c>incorrect-data</c>.</param>
/// <param name="Effectivetime">Effective time, where it is later than the told time.</param>
public sealed record CloudEvent(
    string Specversion,
    Guid Id,
    string Source,
    string Type,
    string Subject,
    string Time,
    string Datacontenttype,
    string Dataschema,
    string Sequence,
    DateTimeOffset Recordedtime,
    long Streamversion,
    SealStatus Sealstatus,
    long? Sealindex,
    JsonElement Data,
    Guid? Errordeclaration = null,
    string? Errorreason = null,
    DateTimeOffset? Effectivetime = null);

/// <summary>
/// Writes events as CloudEvents. The members are written one by one, and the data as it is stored: the SDK's formatter would read the data into objects and
/// hold a whole batch as one array, for ten thousand units an event.
/// </summary>
internal sealed class CloudEventWriter(HttpContext context)
{
    public const string DataContentType = "application/json";

    // As the caller addresses it: behind the gate a test caller's book is the twin.
    private readonly string _source = $"/books/{Caller.Of(context)?.Book ?? context.Request.RouteValues["book"]}";

    // An absolute address, for CloudEvents asks for one.
    private readonly string _schemas = $"{context.Request.Scheme}://{context.Request.Host}{context.Request.PathBase}{SchemaReads.Address}";

    public void Write(Utf8JsonWriter json, FeedEvent recorded)
    {
        json.WriteStartObject();
        json.WriteString("specversion", "1.0");
        json.WriteString("id", recorded.Id);
        json.WriteString("source", _source);
        json.WriteString("type", recorded.Type);
        json.WriteString("subject", recorded.Stream);
        WriteTime(json, recorded);
        json.WriteString("datacontenttype", DataContentType);
        json.WriteString("dataschema", $"{_schemas}/{recorded.Type}");
        json.WriteString("sequence", recorded.Position.ToString("D19", CultureInfo.InvariantCulture));
        json.WriteString("recordedtime", recorded.RecordedAt);
        if (recorded.EffectiveAt is { } effective)
        {
            json.WriteString("effectivetime", effective);
        }

        json.WriteNumber("streamversion", recorded.Version);
        json.WriteString("sealstatus", JsonNamingPolicy.CamelCase.ConvertName(recorded.Seal.Status.ToString()));
        if (recorded.Seal.Index is { } index)
        {
            json.WriteNumber("sealindex", index);
        }

        if (recorded.Declared is { } declared)
        {
            json.WriteString("errordeclaration", declared.Declaration);
            json.WriteString("errorreason", declared.Reason);
        }

        json.WritePropertyName("data");
        json.WriteRawValue(recorded.Data.Span, skipInputValidation: true);
        json.WriteEndObject();
    }

    public static JsonWriterOptions Options => new() { Encoder = JsonEdge.Options.Encoder };

    private static void WriteTime(Utf8JsonWriter json, FeedEvent recorded)
    {
        if (recorded.OccurredAt is { } told)
        {
            json.WriteString("time", told);
        }
        else
        {
            json.WriteString("time", recorded.RecordedAt);
        }
    }
}
