using System.Runtime.CompilerServices;
using Ledger.Client.Bulk;
using Ledger.Client.Feed;
using Ledger.Client.Outboxes;
using Ledger.Client.Reading;
using Ledger.Client.Sending;

namespace Ledger.Client;

/// <summary>
/// A book of the ledger, as a partner's system works with it. A command is kept with its key before it is sent, and sent with that key until there is an
/// answer: so it is recorded once, whatever fails in between.
/// </summary>
public sealed class LedgerClient : IDisposable
{
    private readonly LedgerClientOptions _options;
    private readonly Courier _courier;
    private readonly Delivery _delivery;
    private readonly LineDelivery _lines;

    /// <summary>A client for one book. It may be shared by threads, and is kept as long as the application runs.</summary>
    public LedgerClient(LedgerClientOptions options)
    {
        (_options, _courier) = (options, new Courier(options));
        (_delivery, _lines) = (new Delivery(_courier, options), new LineDelivery(_courier, options));
        Reads = new BookReads(_courier, options);
        Feed = new EventFeed(_courier, options);
    }

    /// <summary>What can be read.</summary>
    public BookReads Reads { get; }

    /// <summary>What happened, event by event.</summary>
    public EventFeed Feed { get; }

    /// <summary>Sends a command until its outcome is known.</summary>
    /// <exception cref="OutcomeUnknownException">The deadline has passed without an answer. The command stays in the outbox.</exception>
    public async Task<Outcome> SendAsync(ICommand command, SendOptions? options = null, CancellationToken cancel = default)
    {
        var pending = Delivery.Prepare(_options.Book, command, options ?? new());
        await _options.Outbox.AddAsync([pending], cancel);
        return await SettleAsync(pending, isResumed: false, cancel);
    }

    /// <summary>Finds out what became of the commands that the outbox holds: an earlier process, or a deadline, has left them behind. Call it at the start,
    /// before new commands are sent.</summary>
    /// <exception cref="OutcomeUnknownException">One of them is still without an answer; it and those behind it stay in the outbox.</exception>
    public async IAsyncEnumerable<Resumed> ResumeAsync([EnumeratorCancellation] CancellationToken cancel = default)
    {
        foreach (var pending in _options.Outbox.Pending.Where(pending => pending.Book == _options.Book))
        {
            yield return new Resumed(pending, await SettleAsync(pending, isResumed: true, cancel));
        }
    }

    /// <summary>Sends many commands, in order, in bulk requests. Each is kept under a key of its own before it is sent; a request that breaks off is sent again
    /// from the first line without an answer, with the same keys.</summary>
    /// <exception cref="OutcomeUnknownException">The deadline has passed without a line more. What is unanswered stays in the outbox.</exception>
    public IAsyncEnumerable<Sent> SendManyAsync(IAsyncEnumerable<ICommand> commands, BulkOptions? options = null, CancellationToken cancel = default) =>
        new BulkRun(_lines, _options).SendAsync(commands, options ?? new(), cancel);

    /// <summary>
    /// Posts lines that the caller keeps, with keys that it can name again: a file of commands needs no outbox. Ends when every line has its answer.
    /// </summary>
    /// <exception cref="LinesUnansweredException">The deadline has passed; the answers so far are in it.</exception>
    public Task<IReadOnlyList<LineAnswer>> PostLinesAsync(IReadOnlyList<CommandLine> lines, LineOptions? options = null, CancellationToken cancel = default) =>
        _lines.SettleAsync(lines, options ?? new(), cancel);

    /// <summary>Asks whether the ledger is ready to take commands. It needs no credential.</summary>
    /// <returns>Null when it is, else why not.</returns>
    public async Task<string?> CheckReadyAsync(CancellationToken cancel = default)
    {
        var answer = await _courier.AskAsync(() => new HttpRequestMessage(HttpMethod.Get, "health/ready"), TimeSpan.Zero, cancel);
        return answer.Status == 200 ? null : answer.Status == 0 ? answer.Why : $"it answers {answer.Status}";
    }

    /// <inheritdoc />
    public void Dispose() => _courier.Dispose();

    private async Task<Outcome> SettleAsync(PendingCommand pending, bool isResumed, CancellationToken cancel)
    {
        var outcome = await _delivery.SettleAsync(pending, isResumed, cancel);
        await _options.Outbox.RemoveAsync([pending.Key], CancellationToken.None);
        return outcome;
    }
}

/// <summary>What became of a command that was left behind.</summary>
/// <param name="Command">The command as it was sent.</param>
/// <param name="Outcome">Its outcome; <see cref="Recorded.Replayed"/> where it had been recorded at once.</param>
public sealed record Resumed(PendingCommand Command, Outcome Outcome);
