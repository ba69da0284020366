using Ledger.Kernel;
using Ledger.Store.Health;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Ledger.Door.Health;

/// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: it can do its work, and if not, what stops it.</summary>
public static class LedgerHealth
{
    private const string Ready = "ready";

    public static IServiceCollection AddLedgerHealth(this IServiceCollection services)
    {
        services.AddSingleton<SchemaHealth>().AddReadiness<SchemaHealth>("schema").AddReadiness<WriteWatch>("database");
        services.AddHealthChecks()
            .AddCheck<Leaving>("host", tags: [Ready])
            .AddCheck<ShardHealth>("projections", tags: [Ready])
            .AddCheck<DeadLetterHealth>("messages", tags: [Ready]);
        return services.AddHostedService<Leaving.Notice>();
    }

    /// <summary>Adds a check of a context to those that readiness depends on.</summary>
    public static IServiceCollection AddReadiness<T>(this IServiceCollection services, string name)
        where T : class, IHealthCheck
    {
        services.AddHealthChecks().Add(new HealthCheckRegistration(name, provider => provider.GetRequiredService<T>(), null, [Ready]));
        return services;
    }

    public static void MapLedgerHealth(this IEndpointRouteBuilder app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync }).DisableRateLimiting();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(Ready), ResponseWriter = WriteAsync })
            .DisableRateLimiting();
    }

    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        var checks =
            report.Entries.ToDictionary(e => e.Key, e => new { status = e.Value.Status.ToString(), detail = e.Value.Description, data = e.Value.Data });
        return context.Response.WriteAsJsonAsync(new { status = report.Status.ToString(), checks }, JsonEdge.Options, context.RequestAborted);
    }
}
