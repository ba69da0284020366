using JasperFx;
using Npgsql;
using Wolverine;
using Wolverine.Persistence.Durability;
using Wolverine.Postgresql;

namespace Ledger.Store;

/// <summary>
/// Wolverine's own way to the database. By locks of a session it decides who leads the hosts and who looks after stranded messages, and it names the session
/// after the lock. When a release fails, it gives the connection back as it is. So these connections, and these alone, are reset between two borrowers.
/// </summary>
internal static class MessageConnections
{
    /// <summary>One for the lock of the leader, and enough for short statements. What a command records goes over other connections.</summary>
    private const int ConnectionsMax = 20;

    /// <summary>Takes the place of the store that Wolverine makes on the connections of the event store.</summary>
    public static IMessageStore StoreOn(NpgsqlConnectionStringBuilder connection, IServiceProvider provider)
    {
        var own = connection.WithKeptPlans();
        own.MaxPoolSize = Math.Min(own.MaxPoolSize, ConnectionsMax);
        // Wolverine's store has no public constructor: it is registered where nothing else is, and taken from there.
        var apart = new WolverineOptions();
        apart.PersistMessagesWithPostgresql(own.ConnectionString, LedgerStore.MessageSchema).OverrideAutoCreateResources(AutoCreate.None);
        return (IMessageStore)apart.Services.Single(service => service.ServiceType == typeof(IMessageStore)).ImplementationFactory!(provider);
    }
}
