using Ledger.Platform.Store;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Audit;

public static class AuditModule
{
    public static IServiceCollection AddAudit(this IServiceCollection services) => services
        .AddContext(typeof(AuditModule).Assembly);
}
