using System.Globalization;
using Ledger.Door.Places;
using Ledger.Door.Refusals;
using Ledger.Door.Requests;
using Ledger.Kernel;
using Ledger.Store;
using Microsoft.AspNetCore.Http;

namespace Ledger.Door.Reads;

/// <summary>
/// Lets a read pass once what it reads includes the position that its caller asks for, and says in every answer how much is certainly included. Views follow
/// the events within moments; a caller who has just written gives the position of that and reads its own write.
/// </summary>
public sealed class PositionGate(PositionWatch watch, TimeProvider clock)
{
    public const string Parameter = "min_position";

    /// <summary>Everything that was recorded up to this position is in the answer. What was recorded later may be.</summary>
    public const string Header = "Ledger-Position";

    public static readonly TimeSpan PatienceDefault = TimeSpan.FromSeconds(10);

    public async Task<Problem?> CheckAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<IAnswers>() is not { } read || context.Request.RouteValues["book"] is not string book)
        {
            return null;
        }

        if (!TryRead(context.Request, out var wanted))
        {
            const string Expected = "Must be a ledger position, 0 or more.";
            return Problem.Of(Problems.InvalidQuery, Expected, [new(Parameter, "bad-format", Expected)]);
        }

        var (reached, positions) = await WaitAsync(read.From, book, wanted, context);
        if (!reached)
        {
            return Problem.Of(Problems.PositionNotReached, $"What is read here has come to position {ReachedOf(read.From, positions)}.");
        }

        context.Features.Set(positions);
        context.Response.Headers[Header] = ReachedOf(read.From, positions).ToString(CultureInfo.InvariantCulture);
        return null;
    }

    private async Task<(bool Reached, Positions Positions)> WaitAsync(ReadFrom from, string book, long wanted, HttpContext context)
    {
        var ct = context.RequestAborted;
        var (start, patience) = (clock.GetTimestamp(), Prefer.WaitOf(context.Request) ?? PatienceDefault);
        var positions = await watch.ReadAsync(ct);
        var isDrawn = false;
        while (ReachedOf(from, positions) < wanted)
        {
            if (IsCurrent(from) && await watch.IsRecordedAsync(book, wanted, ct))
            {
                break;
            }

            // Nobody can have been given a position that was never drawn, so there is nothing to wait for.
            isDrawn = isDrawn || await watch.LastDrawnAsync(ct) >= wanted;
            if (!isDrawn || clock.GetElapsedTime(start) >= patience)
            {
                return (false, positions);
            }

            // Others record what is waited for, so they get the place meanwhile.
            Place.Of(context)?.GiveBack();
            positions = await watch.NextAsync(ct);
        }

        if (Place.Of(context) is { } place && !await place.TakeAsync(ct))
        {
            throw new TurnedAway(TurnedAway.Overloaded);
        }

        return (true, positions);
    }

    private static bool IsCurrent(ReadFrom from) => from is ReadFrom.Stream or ReadFrom.Committed;

    private static long ReachedOf(ReadFrom from, Positions positions) => from == ReadFrom.Views ? positions.Views : positions.HighWaterMark;

    private static bool TryRead(HttpRequest request, out long position)
    {
        position = 0;
        return !request.Query.TryGetValue(Parameter, out var values)
            || (values is [{ } text] && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out position));
    }
}
