using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Ledger.Store.Health;

/// <summary>Compares the schema with what this build expects. It does not change while the host runs, so once it matched it is not asked again.</summary>
public sealed class SchemaHealth(SchemaOwner owner) : IHealthCheck
{
    private volatile bool _hasMatched;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!_hasMatched)
        {
            var differing = await owner.DifferencesAsync(cancellationToken);
            if (differing.Count > 0)
            {
                return HealthCheckResult.Unhealthy(
                    $"Start the host once with a role that may change the schema; it differs in {string.Join(", ", differing)}.");
            }

            _hasMatched = true;
        }

        return HealthCheckResult.Healthy("The schema matches this build.");
    }
}
