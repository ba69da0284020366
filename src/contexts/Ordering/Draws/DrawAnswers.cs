using Ledger.Contracts.Messages;
using Ledger.Ordering.Changes;
using Ledger.Ordering.Orders;

namespace Ledger.Ordering.Draws;

/// <summary>The commitment was drawn: for the order itself, or for its pending change. A repeated answer changes nothing.</summary>
public static class CommitmentDrawnHandler
{
    public static async Task Handle(CommitmentDrawnNotice message, LedgerSession ledger, CancellationToken ct)
    {
        var stream = await ledger.OpenAsync<Order>(Order.KeyOf(message.Order), ct);
        await stream.RecordAsync(Decide(stream.State, message));
    }

    public static Decision Decide(Order? state, CommitmentDrawnNotice message) => state switch
    {
        { State: OrderState.Placed } when message.Change == 0 => Decision.Accept(new OrderConfirmed(state.PlacedAt)),
        { Pending: { } pending } when message.Change == pending.Draw => ChangeOrderEndpoint.TakeEffect(state, pending),
        _ => Decision.Nothing,
    };
}

/// <summary>The commitment was not drawn: the order, or its pending change, is refused.</summary>
public static class CommitmentRefusedHandler
{
    public static async Task Handle(CommitmentRefusedNotice message, LedgerSession ledger, CancellationToken ct)
    {
        var stream = await ledger.OpenAsync<Order>(Order.KeyOf(message.Order), ct);
        await stream.RecordAsync(Decide(stream.State, message));
    }

    public static Decision Decide(Order? state, CommitmentRefusedNotice message) => state switch
    {
        { State: OrderState.Placed } when message.Change == 0 => Decision.Accept(new OrderRefused(message.Code, message.Detail, state.PlacedAt)),
        { Pending: { } pending } when message.Change == pending.Draw => Decision.Accept(
            OrderRules.Closing(
                state, pending.OccurredAt, line => line.IsDone, new ChangeRefused(pending.Change, message.Code, message.Detail, pending.OccurredAt))),
        _ => Decision.Nothing,
    };
}
