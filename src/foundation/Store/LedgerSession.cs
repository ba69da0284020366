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
    IDocumentSession session, IMessageContext messages, CommandInHand inHand, TimeProvider clock, ICatalog catalog, IEarlierFacts earlier, EventGuards guards)
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
            new(key, stream.CurrentVersion ?? 0), stream.Aggregate, events => stream.AppendMany(events),
            (decision, decidedOn, beside) => RecordAsync(key, stream, decision, decidedOn, beside));
    }

    private async Task<Recording> RecordAsync<T>(string key, IEventStream<T> stream, Decision decision, StreamVersion? decidedOn, Beside? beside)
        where T : class
    {
        var version = stream.CurrentVersion ?? 0;
        var seen = decidedOn ?? new(key, version);
        if (inHand.IfMatch is { } expected && expected != seen.Version)
        {
            return Recording.Refused(new(Problems.StaleVersion, $"{seen.Key} is at \"v{seen.Version}\". Read it again, and decide on that."));
        }

        if (decision.Refusal is { } refusal)
        {
            return Recording.Refused(refusal);
        }

        if (await RefuseEarlyAsync(key, decision.Events) is { } early)
        {
            return Recording.Refused(early);
        }

        if (beside is not null && await RefuseEarlyAsync(beside.Key, beside.Facts) is { } tooEarly)
        {
            return Recording.Refused(tooEarly);
        }

        var events = decision.Events.Select(session.Events.BuildEvent).ToList();
        var others = (beside?.Facts ?? []).Select(session.Events.BuildEvent).ToList();
        if (Sealable.Refuse([.. events, .. others]) is { } unsealable)
        {
            // Nobody outside reads what is answered to a message; it is set aside, and the operator is told.
            return inHand.IsEmpty ? throw new InvalidOperationException($"{key}: {unsealable.Detail}") : Recording.Refused(unsealable);
        }

        stream.AppendMany(events);
        beside?.Append(others);
        if (!inHand.IsEmpty)
        {
            session.CausationId = inHand.Cause;
            session.LastModifiedBy = inHand.Sender.IsLedger ? null : inHand.Sender.ToString();
            inHand.Events = [.. events, .. others];
            DocumentNumbers.Use(session, inHand, key);
        }

        foreach (var call in guards.CallsFor(Book, [.. events, .. others]))
        {
            session.QueueOperation(new FunctionCall(call.Function, [.. call.Arguments]));
        }

        _guards.ForEach(session.QueueOperation);
        _guards.Clear();

        foreach (var message in decision.Messages)
        {
            await messages.PublishAsync(message);
        }

        return Recording.Of(new(key, version + events.Count, [.. events.Select(e => new RecordedEvent(e.Id, e.EventTypeName))]));
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
/// <param name="At">Its key, and its version as it is now.</param>
public sealed record LedgerStream<T>(
    StreamVersion At, T? State, Action<IReadOnlyList<IEvent>> Append, Func<Decision, StreamVersion?, Beside?, Task<Recording>> Record)
    where T : class
{
    public string Key => At.Key;

    /// <summary>Records what a command comes to; what it answers is about this stream.</summary>
    /// <param name="decidedOn">The stream that the sender looked at and If-Match is about, where it is not this one.</param>
    /// <param name="beside">What goes into another stream with it: both or neither.</param>
    public Task<Recording> RecordAsync(Decision decision, StreamVersion? decidedOn = null, Beside? beside = null) => Record(decision, decidedOn, beside);

    /// <summary>Facts that are recorded here together with what is recorded in another stream.</summary>
    public Beside With(params IReadOnlyList<object> facts) => new(Key, facts, Append);
}

public sealed record StreamVersion(string Key, long Version);

/// <summary>Facts on their way into a second stream.</summary>
public sealed record Beside(string Key, IReadOnlyList<object> Facts, Action<IReadOnlyList<IEvent>> Append);
