using System.Diagnostics.Metrics;
using System.Threading.RateLimiting;
using Ledger.Door.Refusals;
using Ledger.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.Extensions.Options;

namespace Ledger.Door.Limits;

/// <summary>
/// What a host works on at the same time. A short queue takes the waves; beyond it, and beyond a few seconds in it, a request is told to come back. Nothing
/// was begun for it by then, so the ledger spends its time on what it can finish, and is itself again when the load is gone.
/// </summary>
public sealed class HostLimiter : IDisposable
{
    public const string MeterName = "Ledger.Limits";

    private readonly ConcurrencyLimiter _requests;
    private readonly ConcurrencyLimiter _streams;
    private readonly Counter<long> _shed;
    private readonly TimeProvider _clock;

    public HostLimiter(IOptions<LimitSettings> options, IMeterFactory meters, TimeProvider clock)
    {
        _clock = clock;
        var settings = options.Value;
        _requests =
            new(new()
            {
                PermitLimit = settings.ConcurrentPerHost,
                QueueLimit = settings.QueuePerHost,
                QueueProcessingOrder = QueueProcessingOrder.OldestFirst
            });
        _streams = new(new() { PermitLimit = settings.StreamsPerHost, QueueLimit = 0 });
        var meter = meters.Create(MeterName);
        _shed = meter.CreateCounter<long>("ledger.requests.shed", "{request}", "Requests refused because the host was overloaded.");
        meter.CreateObservableGauge(
            "ledger.requests.active", () =>
                settings.ConcurrentPerHost - _requests.GetStatistics()!.CurrentAvailablePermits, "{request}", "Requests in progress.");
        meter.CreateObservableGauge("ledger.requests.queued", () => _requests.GetStatistics()!.CurrentQueuedCount, "{request}", "Requests in the queue.");
    }

    public async Task EnterAsync(HttpContext context, RequestDelegate next)
    {
        var isStream = Senders.IsStream(context);
        using var place = await TakeAsync(isStream ? _streams : _requests, context.RequestAborted);
        if (place is not { IsAcquired: true })
        {
            _shed.Add(1);
            await Problem.Of(Problems.Overloaded, "Nothing was recorded. Send the request again after the time in Retry-After.").ExecuteAsync(context);
            return;
        }

        if (isStream)
        {
            context.Features.Get<IHttpRequestTimeoutFeature>()?.DisableTimeout();
        }

        await next(context);
    }

    /// <returns>Null when it did not get its turn in time.</returns>
    private async ValueTask<RateLimitLease?> TakeAsync(ConcurrencyLimiter limiter, CancellationToken gone)
    {
        var place = limiter.AttemptAcquire();
        if (place.IsAcquired)
        {
            return place;
        }

        place.Dispose();
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(RateLimits.QueueSecondsMax), _clock);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(gone, late.Token);
        try
        {
            return await limiter.AcquireAsync(1, patience.Token);
        }
        catch (OperationCanceledException) when (!gone.IsCancellationRequested)
        {
            return null;
        }
    }

    public void Dispose()
    {
        _requests.Dispose();
        _streams.Dispose();
    }
}
