using JasperFx.Events.Projections;
using Ledger.Audit.Log.Batches;
using Ledger.Audit.Log.Statuses;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Audit.Witnesses;

internal static class WitnessModule
{
    public static IServiceCollection AddWitnesses(this IServiceCollection services) => services
        .AddSingleton<PublishedPolicy>()
        .AddSingleton<WitnessRosters>().AddSingleton<IBookPolicy>(provider => provider.GetRequiredService<WitnessRosters>())
        .AddSingleton<CosignedHeads>().AddSingleton<WitnessClient>().AddSingleton<HeadSubmission>()
        .AddSingleton<WitnessGate>().AddSingleton<ISealingGate>(provider => provider.GetRequiredService<WitnessGate>())
        .AddHostedService<WitnessPusher>();

    /// <summary>Who is appointed counts from that very moment, and is asked across all books; so it is written with the events.</summary>
    public static void AddTo(StoreOptions options) => options.Projections.Snapshot<WitnessRoster>(SnapshotLifecycle.Inline);
}
