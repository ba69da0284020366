using JasperFx.Events;
using Ledger.Contracts;
using Ledger.Contracts.Ports;
using Ledger.Kernel;
using Marten;
using Wolverine;

namespace Ledger.Store;

/// <summary>
/// What a slice works with: the streams of one book, and the transaction in which their new events, the messages about them and the guard's movements are
/// committed together after the slice has returned.
/// </summary>
public sealed class LedgerSession(
    IDocumentSession session, IMessageContext messages, CommandInHand inHand, TimeProvider clock, ICatalog catalog, IEarlierFacts earlier)
{
    private readonly List<FunctionCall> _guards = [];

    public string Book => session.TenantId;

    /// <summary>
    /// Told time of what is being recorded: as the partner tells it, else now. Always UTC, so that the same moment is written one way only.
    /// </summary>
    public DateTimeOffset When(ICommand command) => (command.OccurredAt ?? clock.GetUtcNow()).ToUniversalTime();

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Who sent the command; null in a message handler.</summary>
    public Caller? Caller => inHand.Caller;

    /// <summary>By whom, and when by their account, the command's fact happened.</summary>
    public Told Told(ICommand command) => new(inHand.Sender, When(command));

    /// <summary>The stream as it is now; <see cref="LedgerStream{T}.State"/> is null where nothing is recorded under the key yet.</summary>
    public async Task<LedgerStream<T>> OpenAsync<T>(string key, CancellationToken ct)
        where T : class => Opened(key, await session.Events.FetchForWriting<T>(key, ct));

    internal LedgerStream<T> Opened<T>(string key, IEventStream<T> stream)
        where T : class
    {
        inHand.Streams.Add(key);
        return new(
            key, stream.Aggregate, stream.CurrentVersion ?? 0, decision => RecordAsync(key, stream, decision), facts => RecordBesideAsync(key, stream, facts));
    }

    private async Task<Recording> RecordAsync<T>(string key, IEventStream<T> stream, Decision decision)
        where T : class
    {
        var version = stream.CurrentVersion ?? 0;
        if (inHand.IfMatch is { } expected && expected != version)
        {
            return Recording.Refused(new(Problems.StaleVersion, $"{key} is at \"v{version}\". Read it again, and decide on that."));
        }

        if (decision.Refusal is { } refusal)
        {
            return Recording.Refused(refusal);
        }

        if (await RefuseEarlyAsync(key, decision.Events) is { } early)
        {
            return Recording.Refused(early);
        }

        var events = decision.Events.Select(session.Events.BuildEvent).ToList();
        if (Sealable.Refuse(events) is { } unsealable)
        {
            // Nobody outside reads what is answered to a message; it is set aside, and the operator is told.
            return inHand.IsEmpty ? throw new InvalidOperationException($"{key}: {unsealable.Detail}") : Recording.Refused(unsealable);
        }

        stream.AppendMany(events);
        _guards.ForEach(session.QueueOperation);
        _guards.Clear();
        if (!inHand.IsEmpty)
        {
            session.CausationId = inHand.Cause;
            session.LastModifiedBy = inHand.Sender.IsLedger ? null : inHand.Sender.ToString();
            inHand.Events = events;
            DocumentNumbers.Use(session, inHand.Command, key);
        }

        foreach (var message in decision.Messages)
        {
            await messages.PublishAsync(message);
        }

        return Recording.Of(new(key, version + events.Count, [.. events.Select(e => new RecordedEvent(e.Id, e.EventTypeName))]));
    }

    private async Task<Refusal?> RecordBesideAsync<T>(string key, IEventStream<T> stream, IReadOnlyList<object> facts)
        where T : class
    {
        if (await RefuseEarlyAsync(key, facts) is { } early)
        {
            return early;
        }

        var events = facts.Select(session.Events.BuildEvent).ToList();
        stream.AppendMany(events);
        inHand.Events = [.. inHand.Events, .. events];
        return null;
    }

    /// <summary>A fact takes effect no earlier than what it rests on. Told long before that, it is a mistake of whoever told it.</summary>
    private async Task<Refusal?> RefuseEarlyAsync(string key, IReadOnlyList<object> facts)
    {
        if (inHand.IsEmpty || inHand.Command.OccurredAt is not { } told || (await catalog.BookAsync(Book, inHand.Aborted))?.EarlyDaysMax is not { } days)
        {
            return null;
        }

        var movements = facts.OfType<IMovesUnits>().SelectMany(fact => fact.Movements).ToList();
        var latest = await earlier.LatestAsync(Book, [.. facts.OfType<IFact>().SelectMany(fact => fact.RestsOn(key)).Distinct()], movements, inHand.Aborted);
        return latest is not null && latest.EffectiveAt - told > TimeSpan.FromDays(days)
            ? new(
                Problems.BeforeItsCause,
                $"What was told last about {latest.What} took effect at {latest.EffectiveAt:yyyy-MM-dd'T'HH:mm:ss'Z'}, and this rests on it. "
                + $"Send a time that is at most {days} days before that, or omit occurredAt.")
            : null;
    }

    /// <summary>
    /// Has the commit call a function of the database, which may refuse it: for what a decision rests on besides the stream that it is recorded in, and for
    /// what is kept beside the events. Nothing is called unless something is recorded.
    /// </summary>
    public void Guard(string function, params object[] arguments) => _guards.Add(new(function, arguments));

    /// <summary>The same for a function of another context.</summary>
    public void Guard(GuardCall call) => Guard(call.Function, [.. call.Arguments]);

    /// <summary>Has the command's cause made under a secret; see <see cref="CommandInHand.Cause"/>.</summary>
    public void Blind(byte[] secret) => inHand.Blind(secret);

    /// <summary>Sends a message to this ledger at a later time; it survives a restart.</summary>
    public ValueTask ScheduleAsync<T>(T message, DateTimeOffset at) => messages.ScheduleAsync(message, at);
}

/// <summary>One stream of a book, opened for a decision.</summary>
/// <param name="RecordAsync">Records what a command comes to; what it answers is about this stream.</param>
/// <param name="RecordBesideAsync">Records facts here too, where the command's own stream is another one, which is recorded first.</param>
public sealed record LedgerStream<T>(
    string Key, T? State, long Version, Func<Decision, Task<Recording>> RecordAsync, Func<IReadOnlyList<object>, Task<Refusal?>> RecordBesideAsync)
    where T : class;
