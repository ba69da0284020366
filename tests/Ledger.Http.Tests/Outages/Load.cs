using System.Collections.Concurrent;
using System.Text.Json;

namespace Ledger.Http.Tests.Outages;

/// <summary>Partners that deliver batch after batch, and repeat what had no answer with the same key until it has one.</summary>
internal sealed class Load(IReadOnlyList<TestBook> book)
{
    private const int UnitsPerBatch = 20;

    private readonly CancellationTokenSource _enough = new();
    private readonly ConcurrentBag<string> _wrong = [];
    private Task _work = Task.CompletedTask;
    private int _delivered;

    public int DeliveredUnits => _delivered * UnitsPerBatch;

    public void Start(int threads) => _work = Task.WhenAll(Enumerable.Range(0, threads).Select(thread => Task.Run(() => DeliverAsync(thread))));

    /// <summary>What is begun is brought to its end.</summary>
    public async Task StopAsync()
    {
        await _enough.CancelAsync();
        await _work;
        _enough.Dispose();
        Assert.Empty(_wrong);
    }

    private async Task DeliverAsync(int thread)
    {
        var through = book[thread % book.Count];
        for (var i = 0; !_enough.IsCancellationRequested; i++)
        {
            var batch = $"B-{thread}-{i}";
            await PostAsync(
                through, "batches", new { batch, product = TestBook.Gpu, site = TestBook.Factory, serials = through.Serials(batch, UnitsPerBatch) });
            await PostAsync(through, "batches/ship", through.Shipment(batch));
            await PostAsync(through, "batches/receive", new { batch, receipt = $"RC-{batch}", final = true });
            Interlocked.Increment(ref _delivered);
        }
    }

    private async Task PostAsync(TestBook through, string route, object body)
    {
        for (var key = Guid.NewGuid().ToString("N"); ; await Task.Delay(50))
        {
            try
            {
                var reply = await through.PostAsync(route, JsonSerializer.Serialize(body), key: key);
                if ((int)reply.Status is 200 or 201)
                {
                    return;
                }

                if ((int)reply.Status is not (503 or 504))
                {
                    // That the database is away is nothing unexpected.
                    _wrong.Add($"{route}: {(int)reply.Status} {reply.Text}");
                    return;
                }
            }
            catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
            {
                // No answer: the next try is told what came of this one.
            }
        }
    }
}
