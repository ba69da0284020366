using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Ledger.Door.Health;

/// <summary>A host that was told to stop is not ready any more, and serves on for a moment, until whoever sends it requests has noticed.</summary>
internal sealed class Leaving(IHostApplicationLifetime host) : IHealthCheck
{
    /// <summary>How long a host serves on that was told to stop.</summary>
    public const string Setting = "Shutdown:NoticeSeconds";

    private const double NoticeSeconds = 3;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        host.ApplicationStopping.IsCancellationRequested ? HealthCheckResult.Unhealthy("The host is being stopped.")
            : HealthCheckResult.Healthy("The host is at work."));

    /// <summary>Nothing of a host stops before all of these steps are done.</summary>
    internal sealed class Notice(IConfiguration configuration, TimeProvider clock) : IHostedLifecycleService
    {
        public Task StoppingAsync(CancellationToken cancellationToken) =>
            Task.Delay(TimeSpan.FromSeconds(configuration.GetValue(Setting, NoticeSeconds)), clock, cancellationToken);

        public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
