using JasperFx.Events.Projections;
using Ledger.Ordering.Changes;
using Ledger.Ordering.Declarations;
using Ledger.Ordering.Draws;
using Ledger.Ordering.Orders;
using Ledger.Store.Replays;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Wolverine;
using Notice = Ledger.Contracts.Messages;

[assembly: EventsAreFor(RoleSets.Commercial)]

namespace Ledger.Ordering;

public static class OrderingModule
{
    internal const string Schema = "ordering";

    private const int QueuesCount = 4;

    public static IServiceCollection AddOrdering(this IServiceCollection services) =>
        services.AddSingleton<IOrderLines, OrderLinesPort>().AddSingleton<IDeclarable, OrderDeclarations>()
            .AddStateReplays<Order>("order", "ordering", Order.KeyOf(""), order => order.State)
            .AddKeyedSingleton<IOutcome, DrawWait>(typeof(PlaceOrder)).AddKeyedSingleton<IOutcome, DrawWait>(typeof(ChangeOrder))
            .AddSingleton<IProvenView, ProvenOrders>()
            .AddContext(typeof(OrderingModule).Assembly, Store, Messages, new() { Export = [ProvenOrders.Table] });

    /// <summary>Orders are decided on their events alone; only their list is a document.</summary>
    private static void Store(StoreOptions options)
    {
        options.Projections.LiveStreamAggregation<Order>();
        options.Projections.Snapshot<OrderSummary>(SnapshotLifecycle.Async);
    }

    /// <summary>What concerns one order waits for each other, rather than race for its stream and lose time in retries.</summary>
    private static void Messages(WolverineOptions options) => options.MessagePartitioning.PublishToPartitionedLocalMessaging("orders", QueuesCount, queues =>
    {
        queues.Message<Notice.CommitmentDrawn>();
        queues.GroupBy<Notice.CommitmentDrawn>(m => m.Order);
        queues.Message<Notice.CommitmentRefused>();
        queues.GroupBy<Notice.CommitmentRefused>(m => m.Order);
        queues.Message<Notice.BatchShipped>();
        queues.GroupBy<Notice.BatchShipped>(m => m.Order);
        queues.Message<Notice.ShipmentVoided>();
        queues.GroupBy<Notice.ShipmentVoided>(m => m.Order);
        queues.Message<Notice.BatchReceived>();
        queues.GroupBy<Notice.BatchReceived>(m => m.Order);
        queues.Message<Notice.DiscrepancyReported>();
        queues.GroupBy<Notice.DiscrepancyReported>(m => m.Order);
    });
}
