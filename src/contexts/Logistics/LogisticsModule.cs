using JasperFx.Events.Projections;
using Ledger.Logistics.Batches;
using Ledger.Logistics.Despatches;
using Ledger.Platform.Store;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Logistics;

public static class LogisticsModule
{
    public static IServiceCollection AddLogistics(this IServiceCollection services) =>
        services.AddSingleton<Despatched>().AddContext(typeof(LogisticsModule).Assembly, options =>
        {
            Despatched.AddTo(options);
            options.Projections.Snapshot<BatchView>(SnapshotLifecycle.Async);
        });
}
