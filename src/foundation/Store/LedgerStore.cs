using JasperFx;
using JasperFx.Events;
using JasperFx.Events.Daemon;
using JasperFx.MultiTenancy;
using Ledger.Store.Health;
using Ledger.Store.Hosts;
using Ledger.Store.Projections;
using Ledger.Store.Times;
using Marten;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Npgsql;
using Wolverine.Marten;
using Wolverine.Persistence.Durability;
using Wolverine.RDBMS;

namespace Ledger.Store;

/// <summary>The one event store of all books. Each line that differs from a default says what the default would cost.</summary>
public static class LedgerStore
{
    public const string Schema = "ledger";
    public const string MessageSchema = "wolverine";

    /// <summary>Connection string of the host at work, when it logs in under another name than the owner of the tables.</summary>
    public const string AppSetting = "LedgerApp";

    /// <summary>Connection string of the sealer, when it logs in under a name of its own.</summary>
    public const string SealerSetting = "LedgerSealer";

    /// <param name="isShared">Other hosts may work on the same database.</param>
    public static void AddLedgerStore(this IServiceCollection services, string connectionString, bool isShared)
    {
        services.AddSingleton(provider => new LedgerConnections(connectionString, provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton(provider => new SchemaOwner(
            connectionString, provider.GetRequiredService<IDocumentStore>(), provider.GetServices<IMessageStore>(), provider.GetServices<LedgerContext>()));
        // In this order, before anything else of the host: whether it may work here at all, then the schema, then whether it has what it needs.
        services.AddHostedService(provider => new SessionCheck(provider.GetRequiredService<LedgerConnections>(), isShared));
        services.AddHostedService(provider => ActivatorUtilities.CreateInstance<HostPresence>(provider, isShared));
        services.AddHostedService(provider => provider.GetRequiredService<SchemaOwner>());
        services.AddHostedService<OneDatabase>();
        services.AddHostedService<SharedSecrets>();
        services.AddSingleton(provider => NpgsqlDataSource.Create(App(provider).WithoutReset()));
        services.AddSingleton(provider => new SealerSource(NpgsqlDataSource.Create(Sealer(provider).WithoutReset())));
        services.AddMarten(Configure)
            .UseNpgsqlDataSource()
            .IntegrateWithWolverine(w =>
            {
                w.MessageStorageSchemaName = MessageSchema;
                // Marten's own leader election needs a patched lock package that is not served publicly; without it no projection would ever start (ADR 0002).
                w.UseWolverineManagedEventSubscriptionDistribution = true;
            });
        services.AddSingleton<EventGuards>();
        services.AddSingleton(provider => new WriteWatch(
            App(provider).ConnectionString, () => Pools(provider), provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<WriteWatch>>()));
        services.AddHostedService(provider => provider.GetRequiredService<WriteWatch>());
        services.AddSingleton<ProjectionWatchdog>().AddHostedService(provider => provider.GetRequiredService<ProjectionWatchdog>());
        services.Replace(ServiceDescriptor.Singleton<IMessageStore>(provider => MessageConnections.StoreOn(App(provider), provider)));

        static IEnumerable<NpgsqlDataSource> Pools(IServiceProvider provider) =>
        [
            provider.GetRequiredService<NpgsqlDataSource>(), provider.GetRequiredService<SealerSource>().Database,
            .. provider.GetServices<IMessageStore>().OfType<IMessageDatabase>().Select(messages => messages.DataSource).OfType<NpgsqlDataSource>(),
        ];

        static NpgsqlConnectionStringBuilder App(IServiceProvider provider) => provider.GetRequiredService<LedgerConnections>().App;

        static NpgsqlConnectionStringBuilder Sealer(IServiceProvider provider) =>
            new(provider.GetRequiredService<LedgerConnections>().Sealer.ConnectionString) { MaxPoolSize = SealerSource.ConnectionsMax };
    }

    private static void Configure(StoreOptions options)
    {
        // The schema is changed by its owner at the start, and by nobody afterwards.
        options.AutoCreateSchemaObjects = AutoCreate.None;
        options.DatabaseSchemaName = Schema;
        options.Events.DatabaseSchemaName = Schema;
        options.Serializer(new NewtonsoftSerializer());
        // The default of 5 seconds is too short for a page of projections while a load runs on two cores.
        options.CommandTimeout = 60;

        options.Events.StreamIdentity = StreamIdentity.AsString;
        options.Events.TenancyStyle = TenancyStyle.Conjoined;
        options.Policies.AllDocumentsAreMultiTenanted();
        options.Events.UseMandatoryStreamTypeDeclaration = true;
        // Losers of a race fail before they draw a sequence number, so that lost races leave no gaps for the daemon to wait at.
        options.Events.UseExclusiveLockOnConcurrentAppends = true;
        // A unit's trail names events by id; the index also keeps an id from being recorded twice.
        options.Events.EnableUniqueIndexOnEventId = true;
        options.Events.AutoDiscoverTagTypes = false;
        options.Events.MetadataConfig.CorrelationIdEnabled = true;
        options.Events.MetadataConfig.CausationIdEnabled = true;
        options.Events.MetadataConfig.UserNameEnabled = true;

        // Readers who follow the events, and callers who wait for their own write, would have each of them a second late.
        options.Projections.SlowPollingTime = TimeSpan.FromMilliseconds(200);
        options.Projections.FastPollingTime = TimeSpan.FromMilliseconds(100);
        // By default the daemon skips what it cannot apply. A ledger must stop there instead, and say so.
        options.Projections.Errors.SkipApplyErrors = false;
        options.Projections.Errors.SkipSerializationErrors = false;
        options.Projections.Errors.SkipUnknownEvents = false;
        TransientFailures.AddClassifier(Outage.Passes);
        // By default why a projection has stopped is known to its own host only.
        options.Events.EnableExtendedProgressionTracking = true;
        DocumentNumbers.AddTo(options);
        EffectiveSchema.AddTo(options);
        NumbersInUse.AddTo(options);
        WriteWatch.AddTo(options);
        SharedSecrets.AddTo(options);
        options.OpenTelemetry.TrackConnections = JasperFx.OpenTelemetry.TrackLevel.Normal;
        options.OpenTelemetry.TrackEventCounters();
    }
}
