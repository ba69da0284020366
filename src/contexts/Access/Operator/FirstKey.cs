using JasperFx.Events;
using Ledger.Access.Apps;
using Ledger.Access.Keys;
using Ledger.Store.Hosts;
using Marten;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Ledger.Access.Operator;

/// <summary>
/// Makes the operator's first key when a ledger starts that has none, for without one nobody could ever come in. It is written to a file before it is recorded:
/// a key
/// that is recorded and told to nobody could not be made again.
/// </summary>
public sealed partial class FirstKey(IDocumentStore store, NpgsqlDataSource database, IConfiguration configuration, TimeProvider clock, ILogger<FirstKey> log)
    : IHostedService
{
    public const string Setting = "Access:OperatorKeyFile";
    public const string App = "first-run";

    /// <summary>Any number that no other lock in this database uses.</summary>
    private const long Lock = 0x4C_45_44_47_45_52_4B_31;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // Hosts that start at the same moment come in one by one, so that there is one key and one file.
        await using var turn = await database.OpenConnectionAsync(cancellationToken);
        // The lock ends with the transaction, whatever becomes of the host: a connection of the pool must not keep it.
        await using var transaction = await turn.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(turn, $"select pg_advisory_xact_lock({Lock})", cancellationToken);
        var file = PrivateFile.PathOf(configuration, Setting);
        if (await ExecuteAsync(turn, $"select exists (select from {KeySchema.Key} where book = '{OperatorRoom.Code}')", cancellationToken) is false)
        {
            await MakeAsync(file, cancellationToken);
        }
        else if (await FirstKeyFile.ReadAsync(file, cancellationToken) is { } key && !await IsOursAsync(key, cancellationToken))
        {
            throw new StartRefusedException(
                $"{file} holds the operator's key of another ledger. Copy the file from a host that runs, put back what "
                + $"lies beside it as {Path.GetFileName(file)}.before-…, or delete it: the host works without it.");
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Also when it has ended: that says nothing about whose it was.</summary>
    private async Task<bool> IsOursAsync(KeyText key, CancellationToken ct) =>
        await new KeyRows(database).FindAsync(OperatorRoom.Code, key.Id, ct) is { } row && row.Hash.AsSpan().SequenceEqual(key.Hash);

    private async Task MakeAsync(string file, CancellationToken ct)
    {
        var (key, now) = (KeyText.Draw(KeyMode.Live), clock.GetUtcNow());
        var drawn = DrawnKey.Of(key);
        await using var session = store.LightweightSession(OperatorRoom.Code);
        session.Events.StartStream<App>(
            Apps.App.KeyOf(App),
            new AppRegistered(App, OperatorRoom.Party, "Made at the first start", now),
            new KeyIssued(App, OperatorRoom.Party, drawn.Id, App, KeyMode.Live, [KeyScope.Read, KeyScope.Write], drawn.Hash, null, now));
        FirstKeyFile.PutAside(file, now);
        await FirstKeyFile.WriteAsync(file, key.ToString(), ct);
        try
        {
            await session.SaveChangesAsync(ct);
            LogMade(file);
        }
        catch (ExistingStreamIdCollisionException)
        {
            // Another host was first after all: its key is the one that counts.
            await FirstKeyFile.RemoveAsync(file, key.ToString());
        }
    }

    private static async Task<object?> ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(ct);
    }

    [LoggerMessage(LogLevel.Warning, "Created the first operator key. It is stored only in {File}: keep that file, or issue another key and revoke this one.")]
    private partial void LogMade(string file);
}
