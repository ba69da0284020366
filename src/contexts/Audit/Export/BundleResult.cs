using System.IO.Compression;
using System.Text;
using Ledger.Audit.Log;
using Ledger.Sealing.Notes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.Extensions.Logging;

namespace Ledger.Audit.Export;

/// <summary>
/// Streams a bundle. Memory stays as it is however large the book; a connection that breaks leaves a zip without an end, which no tool takes for a whole one.
/// </summary>
internal sealed partial class BundleResult(
    ExportSnapshot snapshot, ProvenViews proven, IReadOnlyList<EntitledDisclosure> entitled, IDisposable place, WitnessPolicy policy, ILogger log) : IResult
{
    public const string ContentType = "application/zip";
    public const string Size = "Ledger-Log-Size";
    public const string Rows = "Ledger-Rows";
    public const string About = "Ledger-Bytes-About";

    private const string RowsCount = $"select count(*) from {LedgerStore.Schema}.mt_events where tenant_id = $1";

    // What the store takes for the same, packed in its own way: good enough for a progress bar.
    private const string Weight =
        $"select (coalesce(sum(pg_column_size(entry)) * 5 / 2, 0) + $2 * 60)::bigint from {LogSchema.Leaf} where book = $1 and index < $2";

    private const string Highest = $"select coalesce(max(seq_id), 0) from {LedgerStore.Schema}.mt_events where tenant_id = $1";

    public async Task ExecuteAsync(HttpContext context)
    {
        using (place)
        await using (snapshot)
        {
            var ct = context.RequestAborted;
            var response = context.Response;
            context.Features.Get<IHttpRequestTimeoutFeature>()?.DisableTimeout();
            (response.ContentType, response.Headers.CacheControl) = (ContentType, "no-store");
            response.Headers.ContentDisposition = $"attachment; filename=\"{snapshot.Book.Replace('~', '-')}-{snapshot.Head.Size}.zip\"";
            response.Headers[Size] = $"{snapshot.Head.Size}";
            response.Headers[Rows] = $"{await snapshot.ScalarAsync<long>(RowsCount, ct, snapshot.Book)}";
            response.Headers[About] = $"{await snapshot.ScalarAsync<long>(Weight, ct, snapshot.Book, snapshot.Head.Size)}";
            try
            {
                var body = new BundleBody(response.Body);
                await WriteAsync(new(await ZipArchive.CreateAsync(body, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, ct)), ct);
                await body.FlushAsync(ct);
            }
            catch (Exception e)
            {
                if (!ct.IsCancellationRequested)
                {
                    LogBroken(log, e, snapshot.Book);
                }

                // The answer has begun; only a broken connection tells the reader that it is not all.
                context.Abort();
                throw;
            }
        }
    }

    private async Task WriteAsync(BundleZip zip, CancellationToken ct)
    {
        await zip.TextAsync("checkpoint", snapshot.Head.Note, ct);
        await zip.TextAsync("policy.txt", policy.ToString(), ct);
        var (sealedLog, table, views) = (new LogParts(snapshot, zip), new TableParts(snapshot, zip), new ViewParts(snapshot, proven, zip));
        await sealedLog.WriteAsync(ct);
        await DisclosurePart.WriteAsync(zip, snapshot, entitled, ct);
        await table.WriteAsync(ct);
        await views.WriteAsync(await snapshot.ScalarAsync<long>(Highest, ct, snapshot.Book), ct);
        var columns = await ColumnsPart.WriteAsync(zip, [.. TableParts.Written, .. views.Written], ct);
        await zip.TextAsync("VERIFY.md", VerifyGuide.Of(snapshot), ct);
        var counts = new Dictionary<string, long>
        {
            ["leaves"] = sealedLog.EntriesCount,
            ["payloads"] = sealedLog.PayloadsCount,
            ["events"] = table.EventsCount,
            ["heads"] = sealedLog.HeadsCount,
            ["columns"] = columns,
        };
        await zip.BytesAsync(ManifestPart.Name, ManifestPart.Of(snapshot, views, counts, await views.TotalsAsync(ct)).ToJson(), ct);
        await zip.CloseAsync(ct);
    }

    [LoggerMessage(LogLevel.Error, "The export of book {Book} was interrupted")]
    private static partial void LogBroken(ILogger log, Exception exception, string book);
}
