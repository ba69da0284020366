using Ledger.LocalPostgres;
using Npgsql;

namespace Ledger.Chaos.Tests;

/// <summary>Goal: a kill point is not missed because its statement is sent by name. Method: a client that prepares, through a relay that listens.</summary>
public class Prepared_statements
{
    [Fact]
    public async Task A_statement_is_known_each_time_it_is_carried_out_however_it_is_sent()
    {
        await using var cluster = await LocalCluster.StartAsync(LocalClusterOptions.Temporary());
        var heard = new List<string>();
        await using var relay = new Relay(() => new NpgsqlConnectionStringBuilder(cluster.ConnectionString).Port, () => new Listener(heard));
        await using var database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(cluster.ConnectionString)
        {
            Host = "127.0.0.1",
            Port = relay.Port,
            NoResetOnClose = true,
            MaxAutoPrepare = 2,
            AutoPrepareMinUsages = 2,
        });
        for (var i = 0; i < 6; i++)
        {
            await using var connection = await database.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            await using var batch = new NpgsqlBatch(connection)
            {
                BatchCommands = { new("select 1 as one"), new($"select {i % 3} as several"), new("select length($1) as long") },
            };
            batch.BatchCommands[2].Parameters.Add(new() { Value = new string('x', 100_000) });
            await batch.ExecuteNonQueryAsync();
            await transaction.CommitAsync();
        }

        Assert.Equal(6, heard.Count(s => s == "select 1 as one"));
        Assert.Equal(6, heard.Count(s => s.EndsWith("as several", StringComparison.Ordinal)));
        Assert.Equal(6, heard.Count(s => s == "select length($1) as long"));
        Assert.Equal(6, heard.Count(s => s.StartsWith("COMMIT", StringComparison.Ordinal)));
    }

    private sealed class Listener(List<string> heard) : Relay.Watcher
    {
        private readonly Statements _statements = new();

        public override bool Sent(ReadOnlySpan<byte> toServer)
        {
            heard.AddRange(_statements.Read(toServer));
            return true;
        }
    }
}
