using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Ledger.Cli.Shared;
using Ledger.Client;

namespace Ledger.Cli.Export;

/// <summary>What the ledger said of a bundle before it sent it.</summary>
internal sealed record Downloaded(long Size, long Rows, long Bytes);

/// <summary>Fetches a bundle into a file. The file gets its name only when all of it is there.</summary>
internal static class BundleDownload
{
    /// <summary>A client for addresses below the book.</summary>
    public static async Task<HttpClient> ClientAsync(Connection at, CancellationToken cancel)
    {
        // A book of a million units takes minutes, and every one of them brings bytes.
        var client = new HttpClient(new SocketsHttpHandler { ConnectTimeout = at.Patience })
        {
            BaseAddress = new Uri($"{at.Url.ToString().TrimEnd('/')}/books/{Uri.EscapeDataString(at.Book)}/"),
            Timeout = Timeout.InfiniteTimeSpan,
        };
        client.DefaultRequestHeaders.Authorization = at.Credential is null ? null
            : new AuthenticationHeaderValue("Bearer", await at.Credential.BearerAsync(cancel));
        return client;
    }

    /// <exception cref="LedgerRefusedException">The ledger refuses.</exception>
    /// <exception cref="HttpRequestException">It is away.</exception>
    /// <exception cref="IOException">The connection broke off, or the file cannot be written.</exception>
    public static async Task<Downloaded> RunAsync(HttpClient client, long? upto, string path, bool json, CancellationToken cancel)
    {
        var address = upto is null ? "export" : string.Create(CultureInfo.InvariantCulture, $"export?upto={upto}");
        using var answer = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancel);
        if (answer.StatusCode != HttpStatusCode.OK)
        {
            throw await RefusalAsync(answer, cancel);
        }

        var (size, rows) = (Number(answer, "Ledger-Log-Size"), Number(answer, "Ledger-Rows"));
        var meter =
            new Meter(
                Math.Max(1, Number(answer, "Ledger-Bytes-About")))
            { Note = string.Create(CultureInfo.InvariantCulture, $"{size:N0} leaves, {rows:N0} rows") };
        var bytes = await MeterView.Run(
            "export", "bytes (about)", meter, !json, () => OutputFile.WriteAsync(path, file => SaveAsync(answer, file, meter, cancel)));
        return new(size, rows, bytes);
    }

    private static async Task<long> SaveAsync(HttpResponseMessage answer, Stream file, Meter meter, CancellationToken cancel)
    {
        await using var body = await answer.Content.ReadAsStreamAsync(cancel);
        var buffer = new byte[1 << 17];
        long total = 0;
        for (int count; (count = await body.ReadAsync(buffer, cancel)) > 0;)
        {
            await file.WriteAsync(buffer.AsMemory(0, count), cancel);
            meter.MoveTo(total += count);
        }

        return total;
    }

    private static long Number(HttpResponseMessage answer, string header) =>
        answer.Headers.TryGetValues(header, out var values)
            && long.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static async Task<LedgerRefusedException> RefusalAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        var status = (int)answer.StatusCode;
        try
        {
            return new(JsonSerializer.Deserialize<Problem>(await answer.Content.ReadAsStreamAsync(cancel), LedgerJson.Options)!);
        }
        catch (JsonException)
        {
            return new(new Problem($"http-{status}", status, "What answered is not a ledger."));
        }
    }
}
