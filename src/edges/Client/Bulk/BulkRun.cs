using System.Runtime.CompilerServices;
using Ledger.Client.Outboxes;
using Ledger.Client.Sending;

namespace Ledger.Client.Bulk;

/// <summary>Sends commands chunk by chunk, each chunk kept in the outbox from before it is sent until its outcomes are known.</summary>
internal sealed class BulkRun(LineDelivery lines, LedgerClientOptions client)
{
    public async IAsyncEnumerable<Sent> SendAsync(IAsyncEnumerable<ICommand> commands, BulkOptions options, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var chunk in ChunksAsync(commands, options, cancel))
        {
            await client.Outbox.AddAsync([.. chunk.Select(entry => entry.Pending)], cancel);
            foreach (var (entry, outcome) in chunk.Zip(await PostAsync(chunk, options, cancel)))
            {
                yield return new Sent(entry.Command, entry.Pending.Key, outcome);
            }
        }
    }

    private async Task<IReadOnlyList<Outcome>> PostAsync(List<Entry> chunk, BulkOptions options, CancellationToken cancel)
    {
        try
        {
            var answers =
                await lines.SettleAsync(
                    [.. chunk.Select(entry => CommandLine.Of(entry.Pending.Type, entry.Pending.Key, entry.Pending.Body.Span))], options.Each, cancel);
            await ForgetAsync(chunk);
            return [.. answers.Select(answer => answer.Outcome)];
        }
        catch (LinesUnansweredException e)
        {
            await ForgetAsync(chunk[..e.Answers.Count]);
            throw new OutcomeUnknownException(
                chunk[e.Answers.Count].Pending.Key, $"The outcome of {chunk.Count - e.Answers.Count} commands is unknown: {e.Message}.");
        }
    }

    private async Task ForgetAsync(List<Entry> chunk) => await client.Outbox.RemoveAsync([.. chunk.Select(entry => entry.Pending.Key)], CancellationToken.None);

    private async IAsyncEnumerable<List<Entry>> ChunksAsync(
        IAsyncEnumerable<ICommand> commands, BulkOptions options, [EnumeratorCancellation] CancellationToken cancel)
    {
        var chunk = new List<Entry>();
        var bytes = 0;
        await foreach (var command in commands.WithCancellation(cancel))
        {
            var pending = Delivery.Prepare(client.Book, command, new() { Key = options.Key?.Invoke(command) });
            if (chunk.Count == options.Lines || (chunk.Count > 0 && bytes + pending.Body.Length > options.Bytes))
            {
                yield return chunk;
                (chunk, bytes) = ([], 0);
            }

            chunk.Add(new(command, pending));
            bytes += pending.Body.Length;
        }

        if (chunk.Count > 0)
        {
            yield return chunk;
        }
    }

    private sealed record Entry(ICommand Command, PendingCommand Pending);
}
