using System.Globalization;
using Ledger.Contracts.Ports;
using Ledger.Door.Refusals;
using Ledger.Kernel;
using Ledger.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Door.Reads;

/// <summary>Reads the moment that a request asks about, and says in the answer which it is.</summary>
public static class Moments
{
    /// <summary>The effective time that the answer is about.</summary>
    public const string EffectiveHeader = "Ledger-Effective-At";

    /// <summary>The size of the log that the answer is from.</summary>
    public const string KnownHeader = "Ledger-Known-At";

    /// <summary>Reads the moment from the address, and says in the answer's headers which it is.</summary>
    /// <returns>The moment, or the problem with it.</returns>
    public static async Task<(Moment Moment, Problem? Problem)> ReadAsync(HttpContext context, CancellationToken ct)
    {
        var (asked, problem) = MomentRequest.Read(context.Request);
        return problem is null ? await OfAsync(asked, context, ct) : (Moment.Now, problem);
    }

    /// <summary>The moment that was asked for, in positions of the ledger; and says in the answer's headers which it is.</summary>
    public static async Task<(Moment Moment, Problem? Problem)> OfAsync(MomentRequest asked, HttpContext context, CancellationToken ct)
    {
        var (moment, problem) = await ResolveAsync(asked, context, ct);
        if (problem is null && moment.AtPosition > context.Features.Get<Positions>()?.HighWaterMark)
        {
            // Below a position that is not reached an event may still appear, and the answer would not stay what it was.
            problem = NotReached($"The ledger has come to position {context.Features.Get<Positions>()!.HighWaterMark}.");
        }

        if (problem is null)
        {
            Tell(moment, context.Response.Headers);
        }

        return (moment, problem);
    }

    private static async Task<(Moment Moment, Problem? Problem)> ResolveAsync(MomentRequest asked, HttpContext context, CancellationToken ct)
    {
        if (asked is { KnownSize: null, KnownTime: null })
        {
            return (new(asked.EffectiveAt, asked.Position), null);
        }

        if (context.RequestServices.GetService<ISeals>() is not { } seals)
        {
            return (Moment.Now, NotReached("This ledger keeps no log."));
        }

        if (asked.KnownTime > context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow())
        {
            return (Moment.Now, NotReached("knownAt must not be in the future."));
        }

        var book = (string)context.Request.RouteValues["book"]!;
        if (asked.KnownSize is { } size && (await seals.HeadAsync(book, null, null, ct))?.Size is var newest && size > (newest ?? 0))
        {
            return (Moment.Now, NotReached($"The log has come to size {newest ?? 0}."));
        }

        var head = await seals.HeadAsync(book, asked.KnownSize, asked.KnownTime, ct) ?? new KnownHead(0, 0, DateTimeOffset.MinValue);
        return (new(asked.EffectiveAt, head.Position, head), null);
    }

    private static Problem NotReached(string detail) => Problem.Of(Problems.PositionNotReached, detail);

    private static void Tell(Moment moment, IHeaderDictionary headers)
    {
        if (moment.AtPosition is { } position)
        {
            headers[PositionGate.Header] = position.ToString(CultureInfo.InvariantCulture);
        }

        if (moment.Head is { } head)
        {
            headers[KnownHeader] = head.Size.ToString(CultureInfo.InvariantCulture);
        }

        if (moment.AsOf is { } time)
        {
            headers[EffectiveHeader] = time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
        }
    }
}
