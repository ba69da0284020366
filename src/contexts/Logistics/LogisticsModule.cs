using JasperFx.Events.Projections;
using Ledger.Logistics.Batches;
using Ledger.Logistics.Counts;
using Ledger.Logistics.Declarations;
using Ledger.Logistics.Inspections;
using Ledger.Logistics.Returns;
using Ledger.Logistics.Shipments;
using Ledger.Store.Identities;
using Ledger.Store.Replays;
using Marten;
using Microsoft.Extensions.DependencyInjection;

[assembly: EventsAreFor(RoleSets.Everyone)]

namespace Ledger.Logistics;

public static class LogisticsModule
{
    internal const string Schema = "logistics";

    public static IServiceCollection AddLogistics(this IServiceCollection services) =>
        services.AddSingleton<EventGuard, DespatchGuard>()
            .AddSingleton<ShippedUnits>().AddSingleton<IShipments>(provider => provider.GetRequiredService<ShippedUnits>())
            .AddSingleton<IWhoseDocuments, WhoseBatches>().AddSingleton<IWhoseDocuments, WhoseReturns>()
            .AddSingleton<IDeclarable, BatchDeclarations>().AddStateReplays<BatchView>("batch", "logistics", Batch.Key(""), batch => batch.State)
            // Shipped units are counted by the function alone; a rebuild begins with none.
            .AddContext(typeof(LogisticsModule).Assembly, Store, rights: new()
            {
                Host = new Dictionary<string, string> { [ShippedUnits.Table] = "select, delete", [RoomSchema.Table] = "select, delete" },
            });

    /// <summary>Decisions are made on the events alone: those states are named as live, else the schema check would miss tables for them.</summary>
    private static void Store(StoreOptions options)
    {
        ShippedUnits.AddTo(options);
        OrderChange.AddTo(options);
        options.Projections.LiveStreamAggregation<Batch>();
        options.Projections.LiveStreamAggregation<Inspection>();
        options.Projections.LiveStreamAggregation<UnitReturn>();
        options.Projections.LiveStreamAggregation<ScrapList>();
        options.Projections.LiveStreamAggregation<StockCount>();
        options.Projections.Snapshot<BatchView>(SnapshotLifecycle.Async);
        options.Projections.Snapshot<ReturnView>(SnapshotLifecycle.Async);
    }
}
