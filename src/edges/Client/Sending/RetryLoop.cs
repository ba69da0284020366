using Polly;
using Polly.Retry;

namespace Ledger.Client.Sending;

/// <summary>What an attempt came to.</summary>
internal interface IAttempt
{
    bool MayTryAgain { get; }

    /// <summary>What the ledger asked for.</summary>
    TimeSpan? RetryAfter { get; }

    string Why { get; }
}

/// <summary>Tries until an attempt is final or the deadline has passed; the last attempt is the result either way.</summary>
internal sealed class RetryLoop<T>
    where T : IAttempt
{
    private static readonly ResiliencePropertyKey<long> Started = new("started");
    private static readonly ResiliencePropertyKey<Action<string>> OnPause = new("on-pause");
    private readonly ResiliencePipeline<T> _pipeline;
    private readonly RetryOptions _options;
    private readonly TimeProvider _time;

    public RetryLoop(RetryOptions options, TimeProvider time)
    {
        (_options, _time) = (options, time);
        _pipeline = new ResiliencePipelineBuilder<T> { TimeProvider = time }.AddRetry(new RetryStrategyOptions<T>
        {
            ShouldHandle = args => ValueTask.FromResult(args.Outcome.Result is { MayTryAgain: true } attempt && IsTime(args.Context, attempt)),
            MaxRetryAttempts = int.MaxValue,
            DelayGenerator = args => ValueTask.FromResult<TimeSpan?>(Pause(args.AttemptNumber, args.Outcome.Result!.RetryAfter)),
            OnRetry = args =>
            {
                args.Context.Properties.GetValue(OnPause, _ => { })($"{args.Outcome.Result!.Why}; trying again");
                return ValueTask.CompletedTask;
            },
        }).Build();
    }

    /// <param name="onPause">Is called with the reason before each pause.</param>
    /// <param name="cancel">Ends a pause; it is passed on to the attempts.</param>
    public async Task<T> RunAsync(Func<CancellationToken, ValueTask<T>> attempt, Action<string>? onPause, CancellationToken cancel)
    {
        var context = ResilienceContextPool.Shared.Get(cancel);
        try
        {
            context.Properties.Set(Started, _time.GetTimestamp());
            context.Properties.Set(OnPause, onPause ?? (_ => { }));
            return await _pipeline.ExecuteAsync(static (inner, run) => run(inner.CancellationToken), context, attempt);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private bool IsTime(ResilienceContext context, T attempt) =>
        _time.GetElapsedTime(context.Properties.GetValue(Started, 0)) + (attempt.RetryAfter ?? TimeSpan.Zero) < _options.Deadline;

    /// <summary>Full jitter; on top of what the ledger asked for, since it asks the same of everyone.</summary>
    public TimeSpan Pause(int attempt, TimeSpan? retryAfter)
    {
        var longest = Math.Min(_options.LongestPause.TotalSeconds, _options.FirstPause.TotalSeconds * Math.Pow(2, Math.Min(attempt, 20)));
        return (retryAfter ?? TimeSpan.Zero) + TimeSpan.FromSeconds(longest * Random.Shared.NextDouble());
    }
}
