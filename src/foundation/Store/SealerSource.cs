using Npgsql;

namespace Ledger.Store;

/// <summary>
/// The sealer's own way to the database. It has few connections and no need of more; what it may do there is not what the rest of the host may.
/// </summary>
public sealed class SealerSource(NpgsqlDataSource database) : IAsyncDisposable
{
    /// <summary>One for the turn, one for a batch, two for what is asked meanwhile.</summary>
    public const int ConnectionsMax = 4;

    public NpgsqlDataSource Database { get; } = database;

    public ValueTask DisposeAsync() => Database.DisposeAsync();
}
