using System.Globalization;
using Ledger.Contracts;
using Ledger.Door.Refusals;
using Ledger.Door.Requests;
using Ledger.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Ledger.Door.Limits;

/// <summary>
/// What one network address may have without saying who it is. It stands before the look at keys: else each guess would cost a look into the database. Mere
/// reads and attempts to get in have a bucket each, so that who reads what is open to all locks no key out. A credential that was proven a while ago has a
/// bucket of its own; any other is refused while wrong ones pour in from the same address, good or not, so that a guess cannot be told from a hit.
/// </summary>
public sealed class AddressLimiter(IOptions<LimitSettings> options, ProvenSenders proven) : IDisposable
{
    private readonly Rate _reads =
        new("address", options.Value.AnonymousRequestsPerMinute, context => proven.Find(context) ?? Senders.AddressOf(context));

    private readonly Rate _attempts = new("address", options.Value.AttemptsPerMinute, Senders.AddressOf);

    public async Task EnterAsync(HttpContext context, RequestDelegate next)
    {
        var rate = RateOf(context);
        if (rate.IsUsedUp(context))
        {
            // It gets nothing, so it is not counted.
            context.Items.Add(this, null);
            context.Response.Headers.RetryAfter = rate.RefillSeconds.ToString(CultureInfo.InvariantCulture);
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
            RateOf(context).Limiter.AttemptAcquire(context).Dispose();
        }
    }

    public void Tell(HttpContext context) => RateOf(context).Tell(context);

    /// <summary>What is open to all, each failed attempt to get in, and each look into a book that is not the sender's.</summary>
    public static bool IsCounted(HttpContext context) => Caller.Of(context) is null;

    public void Dispose()
    {
        _reads.Dispose();
        _attempts.Dispose();
    }

    private Rate RateOf(HttpContext context) => IsAttempt(context) && proven.Find(context) is null ? _attempts : _reads;

    /// <summary>It shows a credential, or buys a token with one that is in its body.</summary>
    private static bool IsAttempt(HttpContext context) =>
        context.Request.Headers.Authorization.Count > 0 || !(HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method));
}
