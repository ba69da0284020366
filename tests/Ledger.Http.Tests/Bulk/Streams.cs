using System.Text.Json;
using Ledger.Contracts;
using Ledger.Kernel;

namespace Ledger.Http.Tests.Bulk;

[Collection(Alone.Name)]
public sealed class Streams
{
    private const int MiB = 1024 * 1024;

    [Fact]
    public async Task Five_thousand_lines_are_answered_while_they_are_sent_and_leave_memory_flat()
    {
        var book = await TestBook.OpenAsync();
        var (bytes, highest) = (0L, 0L);
        var start = GC.GetTotalMemory(forceFullCollection: true);
        using var client = await LedgerHost.ClientAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/books/{book.Code}/commands") { Content = new LineContent(Lines()) };
        request.Headers.Authorization = await book.AuthorizationAsync(Roles.Supplier);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var answers = new StreamReader(await response.Content.ReadAsStreamAsync());
        var statuses = new Dictionary<long, int>();
        var number = 0;
        while (await answers.ReadLineAsync() is { } line)
        {
            var answer = JsonElement.Parse(line);
            Assert.Equal(++number, answer.Number("line"));
            statuses[answer.Number("status")] = statuses.GetValueOrDefault(answer.Number("status")) + 1;
        }

        Assert.Equal(new() { [201] = 50, [400] = 4950 }, statuses);
        Assert.True(bytes > 50L * MiB, $"{bytes} bytes were sent.");
        Assert.True(highest - start < 25L * MiB, $"{(highest - start) / MiB} MiB more were in use.");

        IEnumerable<string> Lines()
        {
            // Some 10 kB each, and refused for the very last serial, so that the ledger must have read it all.
            var serials = string.Concat(Enumerable.Range(0, 500).Select(i => $"\"SERIAL-NUMBER-{i:D5}\","));
            for (var i = 1; i <= 5000; i++)
            {
                var line = i % 100 == 0
                    ? Lines_and_answers.Site($"S-{i}")
                    : $$"""{"type":"RegisterBatch","batch":"B-{{i}}","product":"acme:B300","site":"FAB1","serials":[{{serials}}"#"]}""";
                bytes += line.Length + 1;
                if (i % 1000 == 0)
                {
                    highest = Math.Max(highest, GC.GetTotalMemory(forceFullCollection: true));
                }

                yield return line;
            }
        }
    }

    [Fact]
    public async Task A_client_that_goes_away_leaves_whole_commands_only()
    {
        var book = await TestBook.OpenAsync();
        var serials = Enumerable.Range(0, 40).Select(batch => book.Serials($"B{batch}", 20)).ToList();
        using var gone = new CancellationTokenSource();
        using var client = await LedgerHost.ClientAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/books/{book.Code}/commands") { Content = new LineContent(Lines()) };
        request.Headers.Authorization = await book.AuthorizationAsync(Roles.Supplier);
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, gone.Token);
            using var answers = new StreamReader(await response.Content.ReadAsStreamAsync(gone.Token));
            for (var i = 0; i < 10; i++)
            {
                Assert.Equal(201, JsonElement.Parse((await answers.ReadLineAsync(gone.Token))!).Number("status"));
            }

            await gone.CancelAsync();
            await answers.ReadToEndAsync(gone.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or HttpRequestException)
        {
            Assert.True(gone.IsCancellationRequested, e.ToString());
        }

        var registered = await SettledAsync(book);
        Assert.InRange(registered.Count, 10, 39);
        foreach (var (batch, units) in registered)
        {
            Assert.True(units == 20, $"Of batch {batch} there are {units} units.");
        }

        // And the book goes on: what was not answered can be sent again.
        var rest = await Lines_and_answers.PostAsync(book, string.Join('\n', Enumerable.Range(0, 40).Select(Line)));
        Assert.All(rest, a => Assert.Contains(a.Number("status"), new[] { 200L, 201L }));
        Assert.Equal(40, (await book.PagesAsync("units", 200)).Count / 20);

        IEnumerable<string> Lines()
        {
            for (var i = 0; i < 40; i++)
            {
                yield return Line(i);
                if (i >= 10)
                {
                    Thread.Sleep(50);
                }
            }
        }

        string Line(int i)
        {
            var batch = Json.Write(new { batch = $"B-{i}", product = TestBook.Gpu, site = TestBook.Factory, serials = serials[i] });
            return $$"""{"type":"RegisterBatch",{{batch[1..]}}""";
        }
    }

    /// <summary>Units of each batch, once the ledger has stopped working on the request.</summary>
    private static async Task<Dictionary<string, int>> SettledAsync(TestBook book)
    {
        for (var last = -1L; ;)
        {
            var count = await book.EventCountAsync();
            if (count == last)
            {
                break;
            }

            last = count;
            await Task.Delay(300);
        }

        var batches = (await book.EventsAsync()).Where(e => e.Text("type") == "logistics.batch-registered.v1").Select(e => e.GetProperty("data")).ToList();
        var units = (await book.PagesAsync("units", 200)).Select(u => u.Text("serial")).ToHashSet();
        return batches.ToDictionary(b => b.Text("batch"), b => b.List("movements")[0].Texts("serials").Count(units.Contains));
    }
}
