using Ledger.Platform.Http;
using Marten;
using Microsoft.AspNetCore.Http;
using Wolverine.Http;

namespace Ledger.Ordering.Orders;

public static class OrderReads
{
    [WolverineGet("/books/{book}/orders")]
    public static Task<IResult> All(HttpRequest request, IQuerySession session, CancellationToken ct) => session.PageAsync<OrderSummary>(request, o => o.Id, ct);

    [WolverineGet("/books/{book}/orders/{order}")]
    public static Task<IResult> One(string order, HttpContext context, IQuerySession session, CancellationToken ct) =>
        session.StreamViewAsync<Order>(context, Order.KeyOf(order), OrderingProblems.UnknownOrder, ct);
}
