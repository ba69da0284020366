using System.Globalization;
using Ledger.Contracts;
using Ledger.Door.Refusals;
using Ledger.Door.Requests;
using Ledger.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Ledger.Door.Limits;

/// <summary>
/// What one network address may have without saying who it is. It stands before the look at keys, and refuses good keys too while wrong ones pour in from the
/// same address: else a guess could be told from a hit, and each guess would cost a look into the database.
/// </summary>
public sealed class AddressLimiter(IOptions<LimitSettings> options) : IDisposable
{
    public Rate Rate { get; } = new("address", options.Value.AnonymousRequestsPerMinute, Senders.AddressOf);

    public async Task EnterAsync(HttpContext context, RequestDelegate next)
    {
        if (Rate.IsUsedUp(context))
        {
            // It gets nothing, so it is not counted.
            context.Items.Add(this, null);
            context.Response.Headers.RetryAfter = Rate.RefillSeconds.ToString(CultureInfo.InvariantCulture);
            await Problem.Of(Problems.TooManyRequests, "Nothing was recorded. This address has sent too many requests without a valid key.")
                .ExecuteAsync(context);
            return;
        }

        try
        {
            await next(context);
        }
        finally
        {
            Count(context);
        }
    }

    /// <summary>Counts a request once: before its answer is sent, or when it ends without one.</summary>
    public void Count(HttpContext context)
    {
        if (IsCounted(context) && context.Items.TryAdd(this, null))
        {
            Rate.Limiter.AttemptAcquire(context).Dispose();
        }
    }

    /// <summary>What is open to all, each failed attempt to get in, and each look into a book that is not the sender's.</summary>
    public static bool IsCounted(HttpContext context) => Caller.Of(context) is null;

    public void Dispose() => Rate.Dispose();
}
