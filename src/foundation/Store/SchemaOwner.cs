using JasperFx;
using Ledger.Store.Hosts;
using Marten;
using Npgsql;
using Weasel.Core;
using Weasel.Core.Migrations;
using Weasel.Postgresql;
using Wolverine.Persistence.Durability;

namespace Ledger.Store;

/// <summary>
/// Brings the schema to what this build expects, in the name of its owner, before anything else of the host starts; and gives the roles what they need of it.
/// Nothing else uses these connections.
/// </summary>
public sealed class SchemaOwner(string connectionString, IDocumentStore store, IEnumerable<IMessageStore> messages, IEnumerable<LedgerContext> contexts)
    : HostStart
{
    /// <summary>Any number that no other lock in this database uses. Hosts that start at the same moment come in one by one.</summary>
    private const long Lock = 0x4C_45_44_47_53_43_48_4D;

    /// <summary>A change of a large table takes its time, and a host that waits for another's change waits as long as that takes.</summary>
    private static readonly TimeSpan ChangeMax = TimeSpan.FromHours(1);

    private readonly IReadOnlyList<LedgerContext> _contexts = [.. contexts];
    private List<ISchemaObject> _expected = [];

    public override async Task StartingAsync(CancellationToken cancellationToken)
    {
        // No event has been folded yet: later Marten also lists a table for each state that it has merely folded from events, and that nobody stores.
        _expected = [.. store.Storage.Database.AllObjects(), .. messages.OfType<IDatabase>().SelectMany(database => database.AllObjects())];
        await using var connection = await OwnSession.OpenAsync(connectionString, cancellationToken);
        await ExecuteAsync(connection, $"select pg_advisory_lock({Lock})", cancellationToken);
        await DatabaseRoles.EnsureAsync(connection, _contexts, cancellationToken);
        await ContextSchemas.MoveAsync(connection, _contexts, _expected, cancellationToken);
        foreach (var upgrade in _contexts.Select(context => context.Upgrade).Append(NumbersInUse.Upgrade).OfType<string>())
        {
            await ExecuteAsync(connection, upgrade, cancellationToken);
        }

        var migration = await SchemaMigration.DetermineAsync(connection, cancellationToken, [.. _expected]);
        if (migration.Difference != SchemaPatchDifference.None)
        {
            await new PostgresqlMigrator().ApplyAllAsync(connection, migration, AutoCreate.CreateOrUpdate, ct: cancellationToken);
        }

        await ContextSchemas.HandOverAsync(connection, _contexts, cancellationToken);
        await DatabaseRoles.GrantAsync(connection, _contexts, cancellationToken);
    }

    /// <summary>What differs from what this build expects.</summary>
    public async Task<IReadOnlyList<string>> DifferencesAsync(CancellationToken ct)
    {
        await using var connection = await OwnSession.OpenAsync(connectionString, ct);
        var migration = await SchemaMigration.DetermineAsync(connection, ct, [.. _expected]);
        return [.. migration.Deltas.Where(d => d.Difference != SchemaPatchDifference.None).Select(d => $"{d.SchemaObject.Identifier} ({d.Difference})")];
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = (int)ChangeMax.TotalSeconds };
        await command.ExecuteNonQueryAsync(ct);
    }
}
