using Ledger.Door.Bulk;
using Ledger.Door.Commands;
using Ledger.Door.Feed;
using Ledger.Door.Health;
using Ledger.Door.Limits;
using Ledger.Door.OpenApi;
using Ledger.Door.Permissions;
using Ledger.Door.Reads;
using Ledger.Door.Refusals;
using Ledger.Door.Requests;
using Ledger.Kernel;
using Ledger.Store;
using Ledger.Store.Identities;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Wolverine.Http;
using Wolverine.Http.Runtime;

namespace Ledger.Door;

/// <summary>What partners meet: the way of a request from the connection to a slice or a read.</summary>
public static class LedgerDoor
{
    public static void AddLedgerDoor(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddWolverineHttp();
        services.ConfigureHttpJsonOptions(json => JsonEdge.Configure(json.SerializerOptions));
        services.AddLedgerFeed().AddSingleton<PositionGate>().AddSingleton<BookGate>().AddSingleton<OwnNames>();
        services.AddSingleton(provider => new Rights(provider.GetServices<LedgerContext>().Select(context => context.Assembly)));
        services.AddScoped<CommandInHand>().AddSingleton<CommandDoor>().AddSingleton<CommandRun>().AddSingleton<CommandAnswers>()
            .AddSingleton<CommandEndpoints>().AddSingleton<BulkEndpoint>().AddSingleton<DocumentIdentities>().AddSingleton<AddressedDocuments>();
        services.AddSingleton<DeduplicatedResponses>().AddSingleton<Idempotency>().AddSingleton<RecordedCommands>().AddSingleton<Blinding>();
        services.AddSingleton<ExceptionProblems>().AddExceptionHandler<ExceptionProblems>();
        services.AddSingleton(provider => new ProblemCatalogue(provider.GetServices<LedgerContext>()));
        services.AddLedgerOpenApi();
        services.AddLedgerHealth();
        services.AddLedgerLimits();
        builder.AddLedgerTelemetry();
    }

    public static void UseLedgerDoor(this WebApplication app)
    {
        app.Use(SafeHeaders.AddAsync);
        app.Use(app.Services.GetRequiredService<OwnNames>().CheckAsync);
        app.UseExceptionHandler(_ => { });
        app.UseStatusCodePages(StatusProblems.WriteAsync);
        app.Use(HeadRequests.AsGetAsync);
        app.UseRouting();
        app.Use(AddressedSegments.DecodeAsync);
        app.UseHostLimits();
        app.UseGates(GatePlace.Entrance);
        app.UseAppLimits();
        app.UseGates(GatePlace.Behind);
        app.Use(EnterAsync);
        app.MapWolverineEndpoints(http =>
        {
            http.TenantId.IsRouteArgumentNamed("book");
            http.RejectUnparseableQueryValues = true;
            http.ApplyCorrelationIdHeaderToAllEndpoints = true;
            http.AddPolicy<Idempotency.Policy>();
            http.AddPolicy<CommandFromHand.Policy>();
            http.SourceServiceFromHttpContext<CommandInHand>();
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

    private static void UseGates(this WebApplication app, GatePlace place)
    {
        foreach (var gate in app.Services.GetServices<IGate>().Where(gate => gate.Place == place))
        {
            gate.Use(app);
        }
    }

    /// <summary>
    /// Commands go through the door; a bulk request sends each of its lines through it; a read needs its book to exist, the position to be reached
    /// that its caller asks for, and its address to name one document.
    /// </summary>
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
        await context.RequestServices.GetRequiredService<BookGate>().CheckAsync(context)
            ?? await context.RequestServices.GetRequiredService<PositionGate>().CheckAsync(context)
            ?? await context.RequestServices.GetRequiredService<AddressedDocuments>().IdentifyAsync(context);

    /// <summary>Marks the bulk endpoint: its first line may be the one that opens the book.</summary>
    private sealed class IsBulk : ITakesNoQuery;
}
