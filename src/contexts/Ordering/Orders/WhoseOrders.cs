using Ledger.Store.Identities;
using Marten;

namespace Ledger.Ordering.Orders;

/// <summary>An order is of both parties of its agreement.</summary>
internal sealed class WhoseOrders(IAgreements agreements) : IWhoseDocuments
{
    public string Kind => "order";

    public async Task<IReadOnlyList<string?>> PartiesAsync(IQuerySession session, string identity, CancellationToken ct)
    {
        var order = await session.Events.AggregateStreamAsync<Order>(Order.KeyOf(identity), token: ct);
        return await session.PartiesOfLinesAsync(agreements, order is null ? [] : [AgreementLineKey.Of(order.Agreement, 1)], ct);
    }
}
