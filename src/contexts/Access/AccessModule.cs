using JasperFx.Events.Projections;
using Ledger.Access.Apps;
using Ledger.Access.Entrance;
using Ledger.Access.Failures;
using Ledger.Access.Keys;
using Ledger.Access.OAuth;
using Ledger.Access.Operator;
using Ledger.Access.Sandbox;
using Ledger.Door.OpenApi;
using Ledger.Door.Requests;
using Marten;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Access;

public static class AccessModule
{
    internal const string Schema = "access";

    public static IServiceCollection AddAccess(this IServiceCollection services, IConfiguration configuration)
    {
        // Who buys a token is not let in by one.
        services.AddLedgerOAuth(configuration);
        services.AddLedgerAccess();
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(AccessSchemes.ApiKey, null);
        services.Configure<OpenApiOptions>(LedgerOpenApi.Document, api => api.AddOperationTransformer<SimulationDocs>());
        return services
            .AddSingleton<KeyRows>()
            .AddSingleton<AppKeys>()
            .AddSingleton<LastUse>().AddHostedService(provider => provider.GetRequiredService<LastUse>())
            .AddSingleton<FailureLog>().AddHostedService(provider => provider.GetRequiredService<FailureLog>())
            .AddHostedService<FirstKey>()
            .AddSingleton<TwinBeginning>()
            .AddSingleton<Twins>()
            .AddSingleton<IGate, Simulation>()
            .AddContext(typeof(AccessModule).Assembly, Store);
    }

    /// <summary>Keys are issued and revoked seldom, and count from that very moment; so all of it is written with the events.</summary>
    private static void Store(StoreOptions options)
    {
        KeySchema.AddTo(options);
        FailureSchema.AddTo(options);
        options.Projections.Snapshot<App>(SnapshotLifecycle.Inline);
        options.Projections.LiveStreamAggregation<BookSandbox>();
        options.Projections.Add(new KeyProjection(), ProjectionLifecycle.Inline, KeyProjection.Name);
    }
}
