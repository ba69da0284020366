using System.Globalization;
using System.Net.Http.Headers;
using Ledger.Client.Outboxes;

namespace Ledger.Client.Sending;

/// <summary>Sends one command, with one key, until its outcome is known.</summary>
internal sealed class Delivery(Courier courier, LedgerClientOptions options)
{
    /// <summary>As long as the ledger waits for a proof.</summary>
    private const int SealWaitSeconds = 10;

    private readonly RetryLoop<Attempt> _retries = new(options.Retry, options.Time);

    public static PendingCommand Prepare(string book, ICommand command, SendOptions options) => new(
        book, command.GetType().Name, command.Path, options.Key ?? Guid.CreateVersion7().ToString(), Wire.Write(command),
        options.IfVersion, options.Wait is { } wait ? (int)wait.TotalSeconds : null, options.Simulate)
    { WaitFor = options.WaitFor };

    /// <param name="isResumed">An earlier process may have sent it.</param>
    public async Task<Outcome> SettleAsync(PendingCommand pending, bool isResumed, CancellationToken cancel)
    {
        var beyond = TimeSpan.FromSeconds((pending.WaitSeconds ?? 0) + (pending.WaitFor is null ? 0 : SealWaitSeconds));
        var mayBeRecorded = isResumed;
        var last = await _retries.RunAsync(
            async attempts =>
            {
                var attempt = Understood(await courier.AskAsync(() => Request(pending), beyond, attempts));
                mayBeRecorded |= attempt.Reach == Reach.Unknown;
                return attempt;
            },
            null,
            cancel);
        return OutcomeOf(last, mayBeRecorded) ?? throw new OutcomeUnknownException(pending.Key, $"The outcome of {pending.Type} is unknown: {last.Why}.");
    }

    /// <summary>An acceptance that cannot be read is an answer that was lost.</summary>
    private static Attempt Understood(Attempt attempt) => attempt.Body is null || Wire.TryRead<Recorded>(attempt.Body) is { Stream: not null }
        ? attempt
        : Attempt.Lost($"the ledger answered {attempt.Status} with unexpected content", false);

    /// <returns>Null when the last attempt does not say for certain: an earlier one may have been recorded all the same.</returns>
    private static Outcome? OutcomeOf(Attempt last, bool mayBeRecorded) => last switch
    {
        { Reach: Reach.Unknown } => null,
        { Problem: null, Body: { } body } => Wire.TryRead<Recorded>(body)! with { Replayed = last.Replayed },
        { Problem: { } problem } when !(mayBeRecorded && last.IsAtTheDoor) => new Refused(problem),
        _ => null,
    };

    private HttpRequestMessage Request(PendingCommand pending)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"{courier.Book}/{pending.Path}") { Content = new ReadOnlyMemoryContent(pending.Body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TryAddWithoutValidation("Idempotency-Key", pending.Key);
        if (pending.IfVersion is { } version)
        {
            request.Headers.IfMatch.Add(new EntityTagHeaderValue(string.Create(CultureInfo.InvariantCulture, $"\"v{version}\"")));
        }

        if (pending.WaitSeconds is { } seconds)
        {
            request.Headers.Add("Prefer", $"wait={seconds}");
        }

        if (pending.WaitFor is { } status)
        {
            request.Headers.Add("Prefer", $"wait={status.ToString().ToLowerInvariant()}");
        }

        if (pending.Simulate is { } play)
        {
            request.Headers.Add("Ledger-Simulate", play);
        }

        return request;
    }
}
