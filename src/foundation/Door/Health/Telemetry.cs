using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Ledger.Door.Health;

/// <summary>
/// Traces and metrics of ASP.NET, Wolverine, Marten and Npgsql, sent where OTEL_EXPORTER_OTLP_ENDPOINT says; nothing is collected without it.
/// </summary>
public static class Telemetry
{
    public const string Setting = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static void AddLedgerTelemetry(this WebApplicationBuilder builder)
    {
        if (string.IsNullOrEmpty(builder.Configuration[Setting]))
        {
            return;
        }

        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("ledger"))
            .WithTracing(traces => traces.AddSource("Wolverine", "Marten").AddAspNetCoreInstrumentation().AddNpgsql().AddOtlpExporter())
            .WithMetrics(
                metrics => metrics.AddMeter("Wolverine*", "Marten*", "Npgsql", "Microsoft.AspNetCore.RateLimiting", "Ledger.*").AddAspNetCoreInstrumentation()
                .AddOtlpExporter());
    }
}
