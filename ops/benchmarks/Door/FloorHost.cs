using Ledger.Access;
using Ledger.Access.Entrance;
using Ledger.Agreements;
using Ledger.Deployment;
using Ledger.Door;
using Ledger.Door.Requests;
using Ledger.Inventory;
using Ledger.Logistics;
using Ledger.Ordering;
using Ledger.Store.Messaging;
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
        builder.AddLedgerStorage(typeof(FloorHost).Assembly, connectionString, isShared: false);
        builder.AddLedgerDoor();
        builder.Services.AddInventory().AddAgreements().AddOrdering().AddLogistics().AddDeployment().AddAccess(builder.Configuration);
        var app = builder.Build();
        app.UseRouting();
        var gate = app.Services.GetServices<IGate>().OfType<AccessGate>().Single();
        app.UseWhen(context => context.Request.Path.Value!.Contains("/known/", StringComparison.Ordinal), gate.Use);
        app.MapWolverineEndpoints(http => http.TenantId.IsRouteArgumentNamed("book"));
        app.MapGet("/health/ready", () => Results.Ok());
        await app.RunAsync();
    }
}
