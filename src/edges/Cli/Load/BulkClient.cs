using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using Ledger.Cli.Shared;

namespace Ledger.Cli.Load;

/// <summary>Posts lines to the bulk endpoint of a book and reads the answers while they come.</summary>
internal sealed class BulkClient(HttpClient http, string book, TimeSpan silence)
{
    /// <summary>Yields one answer a line, in order. Silence of the ledger that lasts longer than <c>silence</c> counts as being away.</summary>
    public async IAsyncEnumerable<LineAnswer> Post(IReadOnlyList<CommandLine> lines, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(silence);
        using var request = Request(lines);
        using var response = await LedgerHttp.Guarded(() => http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token), cancel);
        if (!response.IsSuccessStatusCode) throw await LedgerHttp.Failure(response, patience.Token);

        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(patience.Token));
        for (var answered = 0; answered < lines.Count; answered++)
        {
            patience.CancelAfter(silence);
            var text = await LedgerHttp.Guarded(async () => await reader.ReadLineAsync(patience.Token), cancel);
            if (text is null) throw new LedgerAwayException($"the answer ended after {answered} of {lines.Count} lines");
            yield return LineAnswer.Parse(text);
        }
    }

    private HttpRequestMessage Request(IReadOnlyList<CommandLine> lines)
    {
        using var body = new MemoryStream();
        foreach (var line in lines)
        {
            body.Write(line.Content);
            body.WriteByte((byte)'\n');
        }

        var request = new HttpRequestMessage(HttpMethod.Post, $"books/{book}/commands") { Content = new ByteArrayContent(body.ToArray()) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");

        // An order is answered when the agreement has decided on it; the lines that follow in the file count on that.
        request.Headers.Add("Prefer", "wait=15");
        return request;
    }
}
