using System.Globalization;
using System.Net.Http.Headers;
using Ledger.Client.Sending;

namespace Ledger.Client.Bulk;

/// <summary>One bulk request: answers are taken while they come.</summary>
internal sealed class LinePost(Courier courier, LedgerClientOptions options)
{
    /// <summary>Posts lines and hands over each answer. A connection that breaks, or silence, ends it early.</summary>
    /// <returns>How it ended, besides the answers.</returns>
    public ValueTask<Attempt> RunAsync(IReadOnlyList<CommandLine> lines, LineOptions each, Action<AnsweredLine> onAnswer, CancellationToken cancel)
    {
        var silence = options.Retry.AttemptTimeout + each.Wait;
        var patience = new CancellationTokenSource(silence, options.Time);
        var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, patience.Token);
        return Courier.GuardedAsync(
            async () =>
            {
                using (patience)
                using (either)
                using (var response = await courier.SendAsync(() => Request(lines, each), either.Token))
                {
                    return response.IsSuccessStatusCode
                        ? await ReadAsync(response, lines.Count, onAnswer, () => patience.CancelAfter(silence), either.Token)
                        : Answers.Read(response, await response.Content.ReadAsByteArrayAsync(either.Token));
                }
            },
            lost => lost,
            cancel);
    }

    private static async Task<Attempt> ReadAsync(HttpResponseMessage response, int count, Action<AnsweredLine> onAnswer, Action alive, CancellationToken cancel)
    {
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancel));
        for (var answered = 0; answered < count; answered++)
        {
            alive();
            if (await reader.ReadLineAsync(cancel) is not { Length: > 0 } text)
            {
                return Attempt.Lost($"the answer ended after {answered} of {count} lines", false);
            }

            onAnswer(AnsweredLine.Read(text));
        }

        return new(Reach.Answered, false, "", (int)response.StatusCode);
    }

    private HttpRequestMessage Request(IReadOnlyList<CommandLine> lines, LineOptions each)
    {
        using var body = new MemoryStream();
        foreach (var line in lines)
        {
            body.Write(line.Json.Span);
            body.WriteByte((byte)'\n');
        }

        var request = new HttpRequestMessage(HttpMethod.Post, $"{courier.Book}/commands") { Content = new ByteArrayContent(body.ToArray()) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        request.Headers.Add("Prefer", string.Create(CultureInfo.InvariantCulture, $"wait={each.Wait.TotalSeconds:0}"));
        return request;
    }
}
