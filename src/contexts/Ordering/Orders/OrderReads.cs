using Marten;
using Microsoft.AspNetCore.Http;
using Wolverine.Http;

namespace Ledger.Ordering.Orders;

public static class OrderReads
{
    /// <summary>Lists the book's orders.</summary>
    [WolverineGet("/books/{book}/orders", OperationId = "ListOrders")]
    [Allows(RoleSets.Commercial)]
    [Answers<Page<OrderSummary>>]
    public static Task<IResult> All(HttpRequest request, IQuerySession session, CancellationToken ct) =>
        session.PageAsync<OrderSummary>(request, o => o.Id, ct);

    /// <summary>Returns an order and the status of each of its lines.</summary>
    [WolverineGet("/books/{book}/orders/{order}", OperationId = "ReadOrder")]
    [Allows(RoleSets.Commercial)]
    [Answers<Order>(TakesForm = true, From = ReadFrom.Stream)]
    public static Task<IResult> One(string order, HttpContext context, IQuerySession session, CancellationToken ct) =>
        session.StreamViewAsync<Order>(context, Order.KeyOf(order), OrderingProblems.UnknownOrder, ct);
}
