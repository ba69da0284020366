using JasperFx.Events.Projections;
using Ledger.Agreements.Agreements;
using Ledger.Agreements.Books;
using Ledger.Agreements.Milestones;
using Ledger.Platform.Store;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Wolverine;

namespace Ledger.Agreements;

public static class AgreementsModule
{
    public static IServiceCollection AddAgreements(this IServiceCollection services) =>
        services.AddSingleton<ICatalog, Catalog>().AddSingleton<IAgreements, AgreementsPort>().AddContext(typeof(AgreementsModule).Assembly, Store, Messages);

    /// <summary>
    /// Reference data changes seldom and the next command looks it up, so its documents are written with the event. Agreements are decided on their events
    /// alone; only their list is a document.
    /// </summary>
    private static void Store(StoreOptions options)
    {
        options.Projections.Snapshot<Product>(SnapshotLifecycle.Inline);
        options.Projections.Snapshot<Site>(SnapshotLifecycle.Inline);
        options.Projections.Snapshot<AgreementSummary>(SnapshotLifecycle.Async);
    }

    private static void Messages(WolverineOptions options)
    {
        foreach (var type in new[] { typeof(MilestoneFellDue), typeof(MilestonesToJudge) })
        {
            options.RegisterMessageType(type, ContractTypes.NameOf(type));
        }
    }
}
