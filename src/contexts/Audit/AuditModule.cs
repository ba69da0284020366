using JasperFx.Events.Projections;
using Ledger.Audit.Declarations;
using Ledger.Audit.Export;
using Ledger.Audit.Log;
using Ledger.Audit.Log.Batches;
using Ledger.Audit.Log.Keys;
using Ledger.Audit.Log.Reads;
using Ledger.Audit.Log.Statuses;
using Ledger.Audit.Replays;
using Ledger.Audit.Witnesses;
using Ledger.Door.Health;
using Ledger.Store.Hosts;
using Marten;
using Microsoft.Extensions.DependencyInjection;

[assembly: EventsAreFor(RoleSets.Readers)]

namespace Ledger.Audit;

public static class AuditModule
{
    internal const string Schema = "audit";

    public static IServiceCollection AddAudit(this IServiceCollection services) => services
        .AddSingleton<Replayer>()
        .AddSingleton<LogSettings>().AddSingleton<ISharedSecret>(provider => provider.GetRequiredService<LogSettings>())
        .AddSingleton<LogKeys>().AddHostedService(provider => provider.GetRequiredService<LogKeys>())
        .AddSingleton<ISharedSecret>(provider => provider.GetRequiredService<LogKeys>())
        .AddSingleton<SealBatch>().AddSingleton<SealerAlarms>().AddSingleton<SealerMetrics>()
        .AddHostedService<Sealer>()
        .AddSingleton<SealerHealth>().AddReadiness<SealerHealth>("log")
        .AddSingleton<Countersigned>().AddSingleton<LogRows>()
        .AddSingleton<ISeals, Seals>()
        .AddSingleton<ExportPlaces>().AddSingleton<ProvenViews>()
        .AddSingleton<IDeclarations, DeclarationsPort>().AddSingleton<RecordedFacts>().AddSingleton<DeclarationRules>()
        .AddWitnesses()
        .AddContext(typeof(AuditModule).Assembly, Store);

    private static void Store(StoreOptions options)
    {
        LogSchema.AddTo(options);
        options.Projections.LiveStreamAggregation<LogKey>();
        DeclarationSchema.AddTo(options);
        options.Projections.LiveStreamAggregation<Declaration>();
        options.Projections.Add(
            new DeclarationProjection(), ProjectionLifecycle.Inline, DeclarationProjection.Name,
            rebuild => rebuild.DeleteDataInTableOnTeardown(DeclarationSchema.Declaration));
        WitnessModule.AddTo(options);
    }
}
