using Ledger.Access;
using Ledger.Agreements;
using Ledger.Deployment;
using Ledger.Inventory;
using Ledger.Logistics;
using Ledger.Ordering;
using Ledger.Platform;
using Ledger.Platform.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Wolverine.Http;

namespace Ledger.Bench.Door;

/// <summary>The ledger's own composition, with endpoints that have less of the door before them. Addresses with <c>known</c> in them ask who calls.</summary>
internal static class FloorHost
{
    public static async Task RunAsync(string connectionString)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Marten", LogLevel.Error).AddFilter("Wolverine", LogLevel.Error);
        builder.AddLedgerPlatform(typeof(FloorHost).Assembly, connectionString, isShared: false);
        builder.Services.AddInventory().AddAgreements().AddOrdering().AddLogistics().AddDeployment().AddAccess();
        var app = builder.Build();
        app.UseRouting();
        var gate = app.Services.GetRequiredService<AccessGate>();
        app.Use((HttpContext context, RequestDelegate next) =>
            context.Request.Path.Value!.Contains("/known/", StringComparison.Ordinal) ? gate.EnterAsync(context, next) : next(context));
        app.MapWolverineEndpoints(http => http.TenantId.IsRouteArgumentNamed("book"));
        app.MapGet("/health/ready", () => Results.Ok());
        await app.RunAsync();
    }
}
