using JasperFx.Events.Projections;
using Ledger.Contracts.Messages;
using Ledger.Ordering.Changes;
using Ledger.Ordering.Declarations;
using Ledger.Ordering.Draws;
using Ledger.Ordering.Orders;
using Ledger.Store.Identities;
using Ledger.Store.Replays;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Wolverine;

[assembly: EventsAreFor(RoleSets.Commercial)]

namespace Ledger.Ordering;

public static class OrderingModule
{
    internal const string Schema = "ordering";

    private const int QueuesCount = 4;

    public static IServiceCollection AddOrdering(this IServiceCollection services) =>
        services.AddSingleton<IWhoseDocuments, WhoseOrders>().AddSingleton<IOrderLines, OrderLinesPort>().AddSingleton<IDeclarable, OrderDeclarations>()
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
        queues.Message<CommitmentDrawnNotice>();
        queues.GroupBy<CommitmentDrawnNotice>(m => m.Order);
        queues.Message<CommitmentRefusedNotice>();
        queues.GroupBy<CommitmentRefusedNotice>(m => m.Order);
        queues.Message<BatchShippedNotice>();
        queues.GroupBy<BatchShippedNotice>(m => m.Order);
        queues.Message<ShipmentVoidedNotice>();
        queues.GroupBy<ShipmentVoidedNotice>(m => m.Order);
        queues.Message<BatchReceivedNotice>();
        queues.GroupBy<BatchReceivedNotice>(m => m.Order);
        queues.Message<UnitsAttributedNotice>();
        queues.GroupBy<UnitsAttributedNotice>(m => m.Order);
        queues.Message<UnitsWrittenOffNotice>();
        queues.GroupBy<UnitsWrittenOffNotice>(m => m.Order);
        queues.Message<ReceiptCorrectedNotice>();
        queues.GroupBy<ReceiptCorrectedNotice>(m => m.Order);
        queues.Message<UnitsTakenBackNotice>();
        queues.GroupBy<UnitsTakenBackNotice>(m => m.Order);
        queues.Message<UnitsReturnedNotice>();
        queues.GroupBy<UnitsReturnedNotice>(m => m.Order);
        queues.Message<ReturnCancelledNotice>();
        queues.GroupBy<ReturnCancelledNotice>(m => m.Order);
        queues.Message<ReturnCreditedNotice>();
        queues.GroupBy<ReturnCreditedNotice>(m => m.Order);
        queues.Message<DiscrepancyReported>();
        queues.GroupBy<DiscrepancyReported>(m => m.Order);
    });
}
