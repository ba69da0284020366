using System.Diagnostics.Metrics;
using Ledger.Contracts;
using Ledger.Door.Places;
using Ledger.Door.Refusals;
using Ledger.Door.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.Extensions.Options;

namespace Ledger.Door.Limits;

/// <summary>
/// What a host works on at the same time. A short queue takes the waves; beyond it, and beyond a few seconds in it, a request is told to come back. Nothing
/// was begun for it by then, so the ledger spends its time on what it can finish, and is itself again when the load is gone.
/// </summary>
public sealed class HostLimiter : ILinePlaces, IDisposable
{
    public const string MeterName = "Ledger.Limits";

    private readonly PlacePool _requests;
    private readonly PlacePool _streams;
    private readonly PlacePool _anonymous;
    private readonly ProvenSenders _proven;
    private readonly Counter<long> _shed;
    private readonly TimeProvider _clock;

    public HostLimiter(IOptions<LimitSettings> options, IMeterFactory meters, TimeProvider clock, ProvenSenders proven)
    {
        _proven = proven;
        _clock = clock;
        var settings = options.Value;
        _requests = new(settings.ConcurrentPerHost, settings.QueuePerHost, clock);
        _streams = new(settings.StreamsPerHost, 0, clock);
        _anonymous = new(settings.AnonymousPerHost, settings.QueuePerHost, clock);
        var meter = meters.Create(MeterName);
        _shed = meter.CreateCounter<long>("ledger.requests.shed", "{request}", "Requests refused because the host was overloaded.");
        meter.CreateObservableGauge("ledger.requests.active", () => _requests.Taken, "{request}", "Requests in progress.");
        meter.CreateObservableGauge("ledger.requests.queued", () => _requests.Queued, "{request}", "Requests in the queue.");
    }

    /// <summary>Who was not proven before stands among strangers until it is, so that strangers are in nobody else's way.</summary>
    public async Task EnterAsync(HttpContext context, RequestDelegate next)
    {
        var isStream = Senders.IsStream(context);
        using var place = new Place(_proven.Find(context) is null ? _anonymous : PoolOf(context));
        if (!await place.TakeAsync(context.RequestAborted))
        {
            _shed.Add(1);
            await TurnedAway.Overloaded.ExecuteAsync(context);
            return;
        }

        context.Features.Set(place);
        if (isStream)
        {
            context.Features.Get<IHttpRequestTimeoutFeature>()?.DisableTimeout();
        }
        else
        {
            // What is left to do then is to send, and that takes as long as its reader does.
            context.Response.OnStarting(() =>
            {
                place.GiveBack();
                return Task.CompletedTask;
            });
        }

        await next(context);
    }

    /// <summary>Whose sender is known by now is known from now on, and goes on among its like.</summary>
    public async Task ProveAsync(HttpContext context, RequestDelegate next)
    {
        if (Caller.Of(context) is not null && Place.Of(context) is { } place)
        {
            _proven.Remember(context);
            if (!await place.MoveAsync(PoolOf(context), context.RequestAborted))
            {
                _shed.Add(1);
                await TurnedAway.Overloaded.ExecuteAsync(context);
                return;
            }
        }

        await next(context);
    }

    public async ValueTask<Place?> TakeForLineAsync(CancellationToken gone)
    {
        var place = new Place(_requests);
        for (var start = _clock.GetTimestamp(); !await place.TakeAsync(gone);)
        {
            if (_clock.GetElapsedTime(start).TotalSeconds >= AnswerTime.SecondsMax)
            {
                _shed.Add(1);
                return null;
            }

            await Task.Delay(Random.Shared.Next(20, 100), gone);
        }

        return place;
    }

    public void Dispose()
    {
        _requests.Dispose();
        _streams.Dispose();
        _anonymous.Dispose();
    }

    private PlacePool PoolOf(HttpContext context) => Senders.IsStream(context) ? _streams : _requests;
}
