using JasperFx.Events.Projections;
using Ledger.Agreements.Books;
using Ledger.Platform.Store;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Agreements;

public static class AgreementsModule
{
    public static IServiceCollection AddAgreements(this IServiceCollection services) =>
        services.AddSingleton<ICatalog, Catalog>().AddContext(typeof(AgreementsModule).Assembly, Store);

    /// <summary>Reference data changes seldom and the next command looks it up, so its documents are written with the event.</summary>
    private static void Store(StoreOptions options)
    {
        options.Projections.Snapshot<Product>(SnapshotLifecycle.Inline);
        options.Projections.Snapshot<Site>(SnapshotLifecycle.Inline);
    }
}
