using JasperFx.Events.Projections;
using Ledger.Ordering.Orders;
using Ledger.Platform.Store;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Ordering;

public static class OrderingModule
{
    public static IServiceCollection AddOrdering(this IServiceCollection services) =>
        services.AddSingleton<IOrderLines, OrderLinesPort>().AddContext(typeof(OrderingModule).Assembly, Store);

    /// <summary>Orders are decided on their events alone; only their list is a document.</summary>
    private static void Store(StoreOptions options) => options.Projections.Snapshot<OrderSummary>(SnapshotLifecycle.Async);
}
