using System.Threading.RateLimiting;
using Ledger.Contracts;
using Ledger.Door.Places;
using Ledger.Door.Refusals;
using Ledger.Door.Requests;
using Ledger.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Ledger.Door.Limits;

/// <summary>
/// How many requests may wait for their bodies, and how many bulk requests may be open. They hold memory and a connection, but no place of those that the host
/// works on. Each kind of sender has a bound of its own, so that no party, no book and no address can have all the room.
/// </summary>
public sealed class WaitingLimiter : IWaitingRoom, IDisposable
{
    private readonly PartitionedRateLimiter<HttpContext>[] _parts;
    private readonly PartitionedRateLimiter<HttpContext> _own;
    private readonly PartitionedRateLimiter<HttpContext> _host;

    public WaitingLimiter(IOptions<LimitSettings> options)
    {
        var settings = options.Value;
        _parts =
        [
            Senders.AtOnce(settings.WaitingPerParty, Senders.PartyOf),
            Senders.AtOnce(settings.WaitingPerBook, Senders.BookOf),
            Senders.AtOnce(settings.WaitingPerAddress, context => Caller.Of(context) is null ? Senders.AddressOf(context) : null),
        ];
        _own = PartitionedRateLimiter.CreateChained(_parts);
        // Who is not known takes no room from those who are.
        _host = Senders.AtOnce(settings.WaitingPerHost, context => Caller.Of(context) is not null);
    }

    public (IDisposable? Held, Problem? Refused) Enter(HttpContext context)
    {
        var own = _own.AttemptAcquire(context);
        if (!own.IsAcquired)
        {
            own.Dispose();
            return (null, Problem.Of(
                Problems.TooManyAtOnce, "Nothing was recorded. Too many of your requests are still being sent: finish some of them first."));
        }

        var all = _host.AttemptAcquire(context);
        if (!all.IsAcquired)
        {
            all.Dispose();
            own.Dispose();
            return (null, TurnedAway.Overloaded);
        }

        return (new Both(own, all), null);
    }

    public void Dispose()
    {
        _own.Dispose();
        _host.Dispose();
        Array.ForEach(_parts, part => part.Dispose());
    }

    private sealed class Both(IDisposable own, IDisposable all) : IDisposable
    {
        public void Dispose()
        {
            all.Dispose();
            own.Dispose();
        }
    }
}
