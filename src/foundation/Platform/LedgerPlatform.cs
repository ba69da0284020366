using System.Reflection;
using Ledger.Platform.Access;
using Ledger.Platform.Access.OAuth;
using Ledger.Platform.Confidential;
using Ledger.Platform.Feed;
using Ledger.Platform.Http;
using Ledger.Platform.Limits;
using Ledger.Platform.Messaging;
using Ledger.Platform.OpenApi;
using Ledger.Platform.Operations;
using Ledger.Platform.Sandbox;
using Ledger.Platform.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Wolverine;
using Wolverine.Http;
using Wolverine.Http.Runtime;

namespace Ledger.Platform;

/// <summary>Everything that the host needs besides the contexts: store, messages, the HTTP edge.</summary>
public static class LedgerPlatform
{
    /// <param name="host">The assembly that holds, or will hold, the generated handlers.</param>
    /// <param name="isShared">Other hosts may work on the same database.</param>
    public static void AddLedgerPlatform(this WebApplicationBuilder builder, Assembly host, string connectionString, bool isShared)
    {
        var services = builder.Services;
        services.AddSingleton(TimeProvider.System);
        services.AddLedgerStore(connectionString);
        services.AddWolverineHttp();
        builder.Host.UseWolverine(options => LedgerMessaging.Configure(options, host, isShared));

        services.ConfigureHttpJsonOptions(json => JsonEdge.Configure(json.SerializerOptions));
        services.AddLedgerAccess();
        services.AddLedgerFeed().AddSingleton<PositionGate>();
        services.AddSingleton<BookGate>().AddSingleton<CommandDoor>().AddSingleton<CommandRun>().AddSingleton<CommandAnswers>().AddSingleton<CommandEndpoints>().AddSingleton<BulkEndpoint>();
        services.AddSingleton<DeduplicatedResponses>().AddSingleton<Idempotency>().AddSingleton<RecordedCommands>();
        services.AddSingleton<ExceptionProblems>().AddExceptionHandler<ExceptionProblems>();
        services.AddSingleton(provider => new ProblemCatalogue(provider.GetServices<LedgerContext>()));
        services.AddLedgerOpenApi();
        services.AddLedgerHealth();
        builder.AddLedgerTelemetry();
        services.AddLedgerLimits();
        builder.AddLedgerOAuth();
        services.AddSingleton<ConfidentialKey>().AddHostedService(provider => provider.GetRequiredService<ConfidentialKey>()).AddSingleton<Blinding>();
        services.AddSingleton<Simulation>();
    }

    public static void UseLedgerPlatform(this WebApplication app)
    {
        app.UseExceptionHandler(_ => { });
        app.UseStatusCodePages(StatusProblems.WriteAsync);
        app.Use(HeadRequests.AsGetAsync);
        app.UseRouting();
        app.UseHostLimits();
        app.UseTokenIssuer();
        app.Use(app.Services.GetRequiredService<AccessGate>().EnterAsync);
        app.UseAppLimits();
        app.Use(app.Services.GetRequiredService<Simulation>().EnterAsync);
        app.Use(EnterAsync);
        app.MapWolverineEndpoints(http =>
        {
            http.TenantId.IsRouteArgumentNamed("book");
            http.RejectUnparseableQueryValues = true;
            http.ApplyCorrelationIdHeaderToAllEndpoints = true;
            http.AddPolicy<Idempotency.Policy>();
        });
        app.MapPost("/books/{book}/commands", BulkEndpoint.PostAsync).WithName(Rights.Bulk).WithMetadata(new IsBulk()).DisableRequestTimeout()
            // Known from the start: a request that is refused before it is read is then read to its end and answered, not cut off.
            .WithMetadata(new RequestSizeLimitAttribute(BulkEndpoint.BodyBytesMax));
        app.MapLedgerFeed();
        app.MapMe();
        app.MapProblems();
        app.MapLedgerHealth();
        app.MapLedgerOpenApi();
    }

    /// <summary>Commands go through the door; a bulk request sends each of its lines through it; a read needs its book to exist, and the position to be reached that its caller asks for.</summary>
    private static async Task EnterAsync(HttpContext context, RequestDelegate next)
    {
        var endpoint = context.GetEndpoint();
        if (QueryGate.Check(context) is { } query)
        {
            await query.ExecuteAsync(context);
        }
        else if (CommandDoor.CommandOf(endpoint) is { } command)
        {
            await context.RequestServices.GetRequiredService<CommandDoor>().PassAsync(context, command, next);
        }
        else if (endpoint?.Metadata.GetMetadata<IsBulk>() is null && await CheckReadAsync(context) is { } problem)
        {
            await problem.ExecuteAsync(context);
        }
        else
        {
            await next(context);
        }
    }

    private static async Task<Problem?> CheckReadAsync(HttpContext context) =>
        await context.RequestServices.GetRequiredService<BookGate>().CheckAsync(context) ?? await context.RequestServices.GetRequiredService<PositionGate>().CheckAsync(context);

    /// <summary>Marks the bulk endpoint: its first line may be the one that opens the book.</summary>
    private sealed class IsBulk : ITakesNoQuery;
}
