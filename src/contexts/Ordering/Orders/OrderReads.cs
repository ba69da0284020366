using Marten;
using Microsoft.AspNetCore.Http;
using Wolverine.Http;

namespace Ledger.Ordering.Orders;

public static class OrderReads
{
    /// <summary>Orders of the book.</summary>
    [WolverineGet("/books/{book}/orders", OperationId = "ListOrders")]
    [Allows(RoleSets.Commercial)]
    [Answers<Page<OrderSummary>>]
    public static Task<IResult> All(HttpRequest request, IQuerySession session, CancellationToken ct) => session.PageAsync<OrderSummary>(request, o => o.Id, ct);

    /// <summary>An order: its lines, and what has become of each.</summary>
    [WolverineGet("/books/{book}/orders/{order}", OperationId = "ReadOrder")]
    [Allows(RoleSets.Commercial)]
    [Answers<Order>(Forms.Parameter, From = ReadFrom.Stream)]
    public static Task<IResult> One(string order, HttpContext context, IQuerySession session, CancellationToken ct) =>
        session.StreamViewAsync<Order>(context, Order.KeyOf(order), OrderingProblems.UnknownOrder, ct);
}
