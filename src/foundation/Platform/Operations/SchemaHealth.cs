using Marten;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Weasel.Core;

namespace Ledger.Platform.Operations;

/// <summary>
/// Compares the schema with what this build expects. It does not change while the host runs, so once it matched it is not asked again. What is expected is what is
/// registered at the start: later Marten also lists a table for each state that it has merely folded from events, and that nobody stores.
/// </summary>
public sealed class SchemaHealth(IDocumentStore store) : IHostedLifecycleService, IHealthCheck
{
    private HashSet<string> _expected = [];
    private volatile bool _hasMatched;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!_hasMatched)
        {
            var migration = await store.Storage.Database.CreateMigrationAsync(cancellationToken);
            var differing = migration.Deltas
                .Where(d => d.Difference != SchemaPatchDifference.None && _expected.Contains(d.SchemaObject.Identifier.QualifiedName))
                .Select(d => $"{d.SchemaObject.Identifier} ({d.Difference})").ToList();
            if (differing.Count > 0)
            {
                return HealthCheckResult.Unhealthy($"Start the host once with a role that may change the schema; it differs in {string.Join(", ", differing)}.");
            }

            _hasMatched = true;
        }

        return HealthCheckResult.Healthy("The schema is that of this build.");
    }

    /// <summary>Before anything else starts: no event has been folded yet.</summary>
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        _expected = [.. store.Storage.Database.AllObjects().Select(o => o.Identifier.QualifiedName)];
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
