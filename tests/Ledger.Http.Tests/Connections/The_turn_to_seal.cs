using Ledger.Audit.Log.Batches;
using Npgsql;

namespace Ledger.Http.Tests.Connections;

/// <summary>Goal: a sealer whose release fails does not keep all others from sealing. Method: a turn whose connection is busy when it is given back.</summary>
public class The_turn_to_seal
{
    [Fact]
    public async Task A_turn_that_cannot_be_released_ends_with_its_connection()
    {
        var cluster = await LedgerHost.ClusterAsync();
        var name = $"turn_{Guid.NewGuid():N}";
        var connection = new NpgsqlConnectionStringBuilder(await cluster.CreateDatabaseAsync(name)) { NoResetOnClose = true };
        await using (var one = NpgsqlDataSource.Create(connection))
        await using (var another = NpgsqlDataSource.Create(connection))
        {
            var turn = await SealerTurn.TryTakeAsync(one, CancellationToken.None);
            Assert.NotNull(turn);
            Assert.Null(await SealerTurn.TryTakeAsync(another, CancellationToken.None));
            await using var command = new NpgsqlCommand("select generate_series(1, 1000)", turn.Connection);
            await command.ExecuteReaderAsync();
            await turn.DisposeAsync();

            await using var next = await NextAsync(another);
            Assert.NotNull(next);
        }

        await cluster.DropDatabaseAsync(name);
    }

    /// <summary>The server needs a moment to notice that a connection was closed.</summary>
    private static async Task<SealerTurn?> NextAsync(NpgsqlDataSource database)
    {
        for (var tries = 0; tries < 100; tries++)
        {
            if (await SealerTurn.TryTakeAsync(database, CancellationToken.None) is { } turn)
            {
                return turn;
            }

            await Task.Delay(50);
        }

        return null;
    }
}
