using System.Text.Encodings.Web;
using System.Text.Json;
using Ledger.Audit.Log.Reads;
using Ledger.Sealing.Canonical;
using Ledger.Sealing.Notes;
using Ledger.Sealing.Trees;
using Microsoft.AspNetCore.Http;

namespace Ledger.Audit.Log.Traces;

/// <summary>Writes a unit's trail event by event, for each may name ten thousand units.</summary>
internal sealed class TraceProofFile(
    string book, string product, string serial, StoredHead head, IReadOnlyList<FoundEvent> trail, LogRows rows, TiledTree tree) : IResult
{
    public const string Format = "ledger-trace-proof.v1";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task ExecuteAsync(HttpContext context)
    {
        var ct = context.RequestAborted;
        context.Response.ContentType = "application/json; charset=utf-8";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter, Options);
        json.WriteStartObject();
        json.WriteString("format", Format);
        json.WriteString("book", book);
        json.WriteString("product", product);
        json.WriteString("serial", serial);
        json.WriteString("checkpoint", head.Note);
        json.WriteStartArray("events");
        foreach (var recorded in trail)
        {
            await WriteAsync(json, recorded, ct);
            await json.FlushAsync(ct);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private async Task WriteAsync(Utf8JsonWriter json, FoundEvent recorded, CancellationToken ct)
    {
        var index = recorded.Index!.Value;
        var entry = await rows.EntryAsync(book, index, ct);
        json.WriteStartObject();
        json.WriteNumber("index", index);
        json.WritePropertyName("entry");
        json.WriteRawValue(entry, skipInputValidation: true);
        if (ProofReads.HasPayload(entry))
        {
            json.WritePropertyName("payload");
            json.WriteRawValue(CanonicalJson.Of(await rows.DataAsync(book, recorded.Position, ct)), skipInputValidation: true);
        }

        json.WriteString("proof", new InclusionProofText(index, await tree.InclusionAsync(index, ct), head.Note).ToString());
        json.WriteEndObject();
    }
}
