using Alba;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Ledger.Http.Tests;

/// <summary>A host on a database of its own, for tests that stop projections or damage what is stored.</summary>
public sealed class OwnHost : IAsyncLifetime
{
    private readonly string _database = $"own_{Guid.NewGuid():N}";
    private readonly ShiftedClock _clock = new();
    private IAlbaHost? _host;

    public IServiceProvider Services => _host!.Services;

    public string? Setting(string name) => Services.GetRequiredService<IConfiguration>()[name];

    /// <summary>The database as its owner has it, who may damage what the host itself could not.</summary>
    public NpgsqlDataSource Database { get; private set; } = null!;

    public HttpClient Client => LedgerHost.OperatorOf(_host!);

    public async Task InitializeAsync()
    {
        var connection = await (await LedgerHost.ClusterAsync()).CreateDatabaseAsync(_database);
        Database = NpgsqlDataSource.Create(connection);
        _host = await LedgerHost.StartOnAsync(connection, _clock);
    }

    public async Task DisposeAsync()
    {
        await _host!.DisposeAsync();
        await Database.DisposeAsync();
        await (await LedgerHost.ClusterAsync()).DropDatabaseAsync(_database);
    }

    public DateTimeOffset Now => _clock.GetUtcNow();

    /// <summary>Lets time pass for the host.</summary>
    public void Pass(TimeSpan time) => _clock.Ahead += time;

    public Task<TestBook> BookAsync(string purpose = "live", string signatures = "one") => TestBook.OpenAsync(purpose, Client, signatures);

    public async Task ExecuteAsync(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<object?> ScalarAsync(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
