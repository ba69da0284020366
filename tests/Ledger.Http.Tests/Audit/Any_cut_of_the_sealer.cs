using Ledger.Sealing.Notes;
using Npgsql;
using Xunit.Abstractions;

namespace Ledger.Http.Tests.Audit;

/// <summary>
/// Goal: whatever is appended or aborted, and wherever the sealer is cut off, the log ends dense and complete with one head a size. Method: books are written
/// to over HTTP and by transactions of all lengths, of which many roll back after they drew a position; all the while the sealer's connections are cut before
/// or after any statement.
/// </summary>
public sealed class Any_cut_of_the_sealer(ITestOutputHelper output) : IAsyncLifetime
{
    private static readonly TimeSpan Load = TimeSpan.FromSeconds(15);

    private readonly string _name = $"cut_{Guid.NewGuid():N}";
    private readonly int _seed = Environment.GetEnvironmentVariable("LEDGER_SEED") is { } told
        ? int.Parse(told, System.Globalization.CultureInfo.InvariantCulture) : Random.Shared.Next();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await (await LedgerHost.ClusterAsync()).DropDatabaseAsync(_name);

    [Fact]
    public async Task Leaves_a_dense_and_complete_log_with_one_head_a_size()
    {
        output.WriteLine($"LEDGER_SEED={_seed}");
        var direct = new NpgsqlConnectionStringBuilder(await (await LedgerHost.ClusterAsync()).CreateDatabaseAsync(_name));
        await using var relay = new CuttingRelay(direct.Port, _seed);
        var through = new NpgsqlConnectionStringBuilder(direct.ConnectionString) { Host = "127.0.0.1", Port = relay.Port };
        await using var host =
            await LedgerHost.StartOnAsync(direct.ConnectionString, settings: new() { ["ConnectionStrings:LedgerSealer"] = through.ConnectionString });
        await using var database = NpgsqlDataSource.Create(direct.ConnectionString);
        var client = LedgerHost.OperatorOf(host);
        var books = new[] { await TestBook.OpenAsync(client: client), await TestBook.OpenAsync(client: client) };

        relay.Arm();
        using var over = new CancellationTokenSource(Load);
        await Task.WhenAll(
            [.. books.Select((book, i) => PostAsync(book, new Random(_seed + i), over.Token)),
            .. Enumerable.Range(0, 4).Select(i => WriteAsync(database, books[i % 2].Code, $"raw/{i}", new Random(_seed + 10 + i), over.Token))]);
        relay.Disarm();

        foreach (var book in books)
        {
            var log = new StoredLog(database, book.Code);
            var size = await log.MustBeWholeAsync($"LEDGER_SEED={_seed}");
            var heads = await log.HeadsAsync();
            Assert.Equal(heads.Count, heads.Select(head => Checkpoint.Parse(Note.Parse(head.Note).Text).Size).Distinct().Count());
            output.WriteLine($"{size} leaves under {heads.Count} heads");
        }

        output.WriteLine($"cut {relay.Before} times before and {relay.After} times after a piece, {relay.AtCommit} of them at a commit");
        Assert.True(relay.Before + relay.After >= 5, $"It was cut {relay.Before + relay.After} times only; LEDGER_SEED={_seed}");
    }

    private static async Task PostAsync(TestBook book, Random dice, CancellationToken over)
    {
        for (var i = 0; !over.IsCancellationRequested; i++)
        {
            await book.MustPostAsync("sites", new { site = $"S-{i}", name = "x", kind = "port" });
            await Task.Delay(dice.Next(0, 40), CancellationToken.None);
        }
    }

    /// <summary>
    /// Appends to a stream of its own in transactions that stay open for a while; one in four is rolled back, and leaves a hole where its positions were drawn.
    /// </summary>
    private static async Task WriteAsync(NpgsqlDataSource database, string book, string stream, Random dice, CancellationToken over)
    {
        await ExecuteAsync(database, "insert into ledger.mt_streams (tenant_id, id, type, version) values ($1, $2, 'site', 0)", book, stream);
        for (var version = 0; !over.IsCancellationRequested;)
        {
            await using var connection = await database.OpenConnectionAsync(CancellationToken.None);
            await using var transaction = await connection.BeginTransactionAsync(CancellationToken.None);
            var count = dice.Next(1, 6);
            for (var i = 1; i <= count; i++)
            {
                await using var append =
                    new NpgsqlCommand(Append, connection) { Parameters = { new() { Value = book }, new() { Value = stream }, new() { Value = version + i } } };
                await append.ExecuteNonQueryAsync(CancellationToken.None);
                await Task.Delay(dice.Next(0, 30), CancellationToken.None);
            }

            if (dice.Next(4) > 0)
            {
                await transaction.CommitAsync(CancellationToken.None);
                version += count;
            }
        }
    }

    private const string Append = """
        insert into ledger.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, is_archived)
        select nextval('ledger.mt_events_sequence'), gen_random_uuid(), $2, $3, data, type, now(), tenant_id, mt_dotnet_type, false
        from ledger.mt_events where tenant_id = $1 and type = 'agreements.site-registered.v1' limit 1
        """;

    private static async Task ExecuteAsync(NpgsqlDataSource database, string sql, params object[] parameters)
    {
        await using var command = database.CreateCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new() { Value = parameter });
        }

        await command.ExecuteNonQueryAsync();
    }
}
