using System.Globalization;
using Ledger.Platform.Http;
using Marten;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Ordering.Orders;

/// <summary>Waits, for a caller who prefers to, until the draw on the commitment is decided.</summary>
internal static class DrawWait
{
    private const int SecondsMax = 30;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(25);

    /// <param name="outcome">What became of it; status <c>placed</c> while nothing has.</param>
    public static Answer AwaitingDraw(this Answer answer, HttpRequest request, string book, string order, Func<Order, OrderOutcome> outcome) =>
        SecondsOf(request.Headers["Prefer"]) is { } seconds
            ? answer.WaitingFor(context => OutcomeAsync(context, book, order, outcome, TimeSpan.FromSeconds(seconds)))
            : answer;

    public static OrderOutcome OfOrder(Order order) => order.State switch
    {
        OrderState.Placed => new("placed", null, null),
        OrderState.Refused => new("refused", order.Refusal?.Code, order.Refusal?.Detail),
        _ => new("confirmed", null, null),
    };

    public static OrderOutcome OfChange(Order order, string change) => order.Changes.Find(c => c.Change == change) switch
    {
        { State: ChangeState.Applied } => new("confirmed", null, null),
        { State: ChangeState.Refused } refused => new("refused", refused.Refusal?.Code, refused.Refusal?.Detail),
        _ => new("placed", null, null),
    };

    /// <summary>RFC 7240: preferences are separated by commas, across headers too; one that is not understood is ignored.</summary>
    internal static int? SecondsOf(IEnumerable<string?> headers)
    {
        foreach (var preference in headers.SelectMany(h => (h ?? "").Split(',')))
        {
            var pair = preference.Split(';')[0].Split('=', 2, StringSplitOptions.TrimEntries);
            if (pair is [var name, var value] && name.Equals("wait", StringComparison.OrdinalIgnoreCase)
                && int.TryParse(value.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            {
                return Math.Min(seconds, SecondsMax);
            }
        }

        return null;
    }

    private static async Task<OrderOutcome?> OutcomeAsync(HttpContext context, string book, string order, Func<Order, OrderOutcome> outcome, TimeSpan wait)
    {
        var store = context.RequestServices.GetRequiredService<IDocumentStore>();
        var clock = context.RequestServices.GetRequiredService<TimeProvider>();
        var start = clock.GetTimestamp();
        while (true)
        {
            await using var session = store.QuerySession(book);
            var state = await session.Events.AggregateStreamAsync<Order>(Order.KeyOf(order), token: context.RequestAborted);
            var now = outcome(state!);
            if (now.Status != "placed" || clock.GetElapsedTime(start) >= wait)
            {
                return now;
            }

            await Task.Delay(Interval, clock, context.RequestAborted);
        }
    }
}
