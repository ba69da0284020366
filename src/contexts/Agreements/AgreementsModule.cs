using Ledger.Agreements.Books;
using Ledger.Platform.Store;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Agreements;

public static class AgreementsModule
{
    public static IServiceCollection AddAgreements(this IServiceCollection services) =>
        services.AddSingleton<ICatalog, Catalog>().AddContext(typeof(AgreementsModule).Assembly);
}
