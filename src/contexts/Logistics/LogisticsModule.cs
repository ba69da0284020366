using JasperFx.Events.Projections;
using Ledger.Logistics.Batches;
using Ledger.Platform.Store;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Logistics;

public static class LogisticsModule
{
    public static IServiceCollection AddLogistics(this IServiceCollection services) =>
        services.AddContext(typeof(LogisticsModule).Assembly, options => options.Projections.Snapshot<BatchView>(SnapshotLifecycle.Async));
}
