using Ledger.Platform.Http;
using Marten;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace Ledger.Platform.Operations;

/// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: it can do its work, and if not, what stops it.</summary>
public static class LedgerHealth
{
    private const string Ready = "ready";

    public static IHealthChecksBuilder AddLedgerHealth(this IServiceCollection services) => services.AddHealthChecks()
        .AddCheck<DatabaseHealth>("database", tags: [Ready])
        .AddCheck<SchemaHealth>("schema", tags: [Ready])
        .AddCheck<ShardHealth>("projections", tags: [Ready])
        .AddCheck<DeadLetterHealth>("messages", tags: [Ready]);

    /// <summary>Adds a check of a context to those that readiness depends on.</summary>
    public static IServiceCollection AddReadiness<T>(this IServiceCollection services, string name)
        where T : class, IHealthCheck
    {
        services.AddHealthChecks().Add(new HealthCheckRegistration(name, provider => provider.GetRequiredService<T>(), null, [Ready]));
        return services;
    }

    public static void MapLedgerHealth(this IEndpointRouteBuilder app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync });
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(Ready), ResponseWriter = WriteAsync });
    }

    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        var checks = report.Entries.ToDictionary(e => e.Key, e => new { status = e.Value.Status.ToString(), detail = e.Value.Description, data = e.Value.Data });
        return context.Response.WriteAsJsonAsync(new { status = report.Status.ToString(), checks }, JsonEdge.Options, context.RequestAborted);
    }

    private sealed class DatabaseHealth(NpgsqlDataSource database) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            await using var command = database.CreateCommand("select current_setting('server_version')");
            try
            {
                return HealthCheckResult.Healthy($"PostgreSQL {await command.ExecuteScalarAsync(cancellationToken)}.");
            }
            catch (NpgsqlException e)
            {
                return HealthCheckResult.Unhealthy($"The database does not answer: {e.Message}");
            }
        }
    }

    /// <summary>Compares the schema with what this build expects. It does not change while the host runs, so once it matched it is not asked again.</summary>
    private sealed class SchemaHealth(IDocumentStore store) : IHealthCheck
    {
        private static bool _matched;

        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            if (_matched)
            {
                return HealthCheckResult.Healthy("The schema is that of this build.");
            }

            var migration = await store.Storage.Database.CreateMigrationAsync(cancellationToken);
            _matched = migration.Difference == Weasel.Core.SchemaPatchDifference.None;
            var differing = migration.Deltas.Where(d => d.Difference != Weasel.Core.SchemaPatchDifference.None).Select(d => $"{d.SchemaObject.Identifier} ({d.Difference})");
            return _matched
                ? HealthCheckResult.Healthy("The schema is that of this build.")
                : HealthCheckResult.Unhealthy($"Start the host once with a role that may change the schema; it differs in {string.Join(", ", differing)}.");
        }
    }
}
