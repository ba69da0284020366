using Ledger.Ordering.Changes;
using Ledger.Ordering.Orders;
using Marten;

namespace Ledger.Ordering.Draws;

/// <summary>Waits, for a caller who prefers to, until the draw on the commitment is decided.</summary>
public sealed class DrawWait(IDocumentStore store, TimeProvider clock) : IOutcome
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(25);

    public Task<OrderOutcome> WaitAsync(string book, ICommand command, TimeSpan patience, CancellationToken ct) => command switch
    {
        PlaceOrder place => WaitAsync(book, place.Order, OfOrder, patience, ct),
        ChangeOrder change => WaitAsync(book, change.Order, order => OfChange(order, change.Change), patience, ct),
        _ => throw new ArgumentException($"{command.GetType().Name} draws nothing.", nameof(command)),
    };

    private static OrderOutcome OfOrder(Order order) => order.State switch
    {
        OrderState.Placed => new("placed", null, null),
        OrderState.Refused => new("refused", order.Refusal?.Code, order.Refusal?.Detail),
        _ => new("confirmed", null, null),
    };

    private static OrderOutcome OfChange(Order order, string change) => order.Changes.Find(c => c.Change == change) switch
    {
        { State: ChangeState.Applied } => new("confirmed", null, null),
        { State: ChangeState.Refused } refused => new("refused", refused.Refusal?.Code, refused.Refusal?.Detail),
        _ => new("placed", null, null),
    };

    private async Task<OrderOutcome> WaitAsync(string book, string order, Func<Order, OrderOutcome> outcome, TimeSpan patience, CancellationToken ct)
    {
        var start = clock.GetTimestamp();
        while (true)
        {
            await using var session = store.QuerySession(book);
            var state = await session.Events.AggregateStreamAsync<Order>(Order.KeyOf(order), token: ct);
            var now = outcome(state!);
            if (now.Status != "placed" || clock.GetElapsedTime(start) >= patience)
            {
                return now;
            }

            await Task.Delay(Interval, clock, ct);
        }
    }
}
