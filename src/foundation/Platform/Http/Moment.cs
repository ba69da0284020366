using System.Globalization;
using Ledger.Contracts.Ports;
using Ledger.Platform.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Platform.Http;

/// <summary>
/// The moment that a read asks about. <paramref name="AsOf"/> is effective time: what had happened by then, as far as is known. <paramref name="AtPosition"/> is record
/// order: what the ledger knew. Both together: what it knew there about then. Neither: now.
/// </summary>
/// <param name="Head">The head of the log that the position was taken from, where the caller asked by the log.</param>
public sealed record Moment(DateTimeOffset? AsOf = null, long? AtPosition = null, KnownHead? Head = null)
{
    /// <summary>The effective time that the answer is about.</summary>
    public const string EffectiveHeader = "Ledger-Effective-At";

    /// <summary>The size of the log that the answer is from.</summary>
    public const string KnownHeader = "Ledger-Known-At";

    public static readonly Moment Now = new();

    public bool IsNow => AsOf is null && AtPosition is null;

    /// <summary>Does a fact count at this moment?</summary>
    public bool Includes(long position, DateTimeOffset occurredAt) => (AsOf is not { } time || occurredAt <= time) && (AtPosition is not { } last || position <= last);

    /// <summary>Declarations that were known at this moment. What they are about may have happened at any time.</summary>
    public IReadOnlyList<DeclarationNote> Known(IEnumerable<DeclarationNote> declarations) => [.. declarations.Where(note => AtPosition is not { } last || note.DeclaredPosition <= last)];

    /// <summary>Reads the moment from the address, and says in the answer's headers which it is.</summary>
    /// <returns>The moment, or the problem with it.</returns>
    public static async Task<(Moment Moment, Problem? Problem)> ReadAsync(HttpContext context, CancellationToken ct)
    {
        var (asked, problem) = MomentRequest.Read(context.Request);
        return problem is null ? await OfAsync(asked, context, ct) : (Now, problem);
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
            moment.Tell(context.Response.Headers);
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
            return (Now, NotReached("No log is kept here."));
        }

        if (asked.KnownTime > context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow())
        {
            return (Now, NotReached("What the ledger will know then is not known yet."));
        }

        var book = (string)context.Request.RouteValues["book"]!;
        if (asked.KnownSize is { } size && (await seals.HeadAsync(book, null, null, ct))?.Size is var newest && size > (newest ?? 0))
        {
            return (Now, NotReached($"The log has come to size {newest ?? 0}."));
        }

        var head = await seals.HeadAsync(book, asked.KnownSize, asked.KnownTime, ct) ?? new KnownHead(0, 0, DateTimeOffset.MinValue);
        return (new(asked.EffectiveAt, head.Position, head), null);
    }

    private static Problem NotReached(string detail) => Problem.Of(Problems.PositionNotReached, detail);

    private void Tell(IHeaderDictionary headers)
    {
        if (AtPosition is { } position)
        {
            headers[PositionGate.Header] = position.ToString(CultureInfo.InvariantCulture);
        }

        if (Head is { } head)
        {
            headers[KnownHeader] = head.Size.ToString(CultureInfo.InvariantCulture);
        }

        if (AsOf is { } time)
        {
            headers[EffectiveHeader] = time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
        }
    }
}
