using Alba;
using Ledger.Access.Operator;

namespace Ledger.Http.Tests.Hosts;

/// <summary>A database, and the key files of a host that works on it, in a directory of their own.</summary>
internal sealed class HostKeys : IAsyncDisposable
{
    public static readonly IReadOnlyDictionary<string, string> Files = new Dictionary<string, string>
    {
        ["Access:SigningKeyFile"] = "token-signing.pem",
        ["Audit:LogKeyFile"] = "log.key",
        ["Confidential:KeyFile"] = "confidential.key",
    };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ledger-hosts-");
    private readonly string _database = $"hosts_{Guid.NewGuid():N}";

    public string Connection { get; private set; } = "";

    public static async Task<HostKeys> CreateAsync()
    {
        var keys = new HostKeys();
        keys.Connection = await (await LedgerHost.ClusterAsync()).CreateDatabaseAsync(keys._database);
        return keys;
    }

    public string At(string host, string file) => Path.Combine(_folder.FullName, host, file);

    public void Copy(string from, string to, string? without = null)
    {
        Directory.CreateDirectory(At(to, ""));
        foreach (var file in Directory.GetFiles(At(from, "")).Where(file => Path.GetFileName(file) != without))
        {
            File.Copy(file, At(to, Path.GetFileName(file)), overwrite: true);
        }
    }

    /// <param name="host">The name of its directory.</param>
    public Task<IAlbaHost> StartAsync(string host, params (string Name, string Value)[] settings)
    {
        Dictionary<string, string> all = new(Files.Select(file => KeyValuePair.Create(file.Key, At(host, file.Value))))
        {
            [FirstKey.Setting] = At(host, "operator.key"),
        };
        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }

        return LedgerHost.StartOnAsync(Connection, isAlone: false, settings: all);
    }

    public async Task<string> RefusedAsync(string host, params (string Name, string Value)[] settings)
    {
        var refused = await Record.ExceptionAsync(async () => await (await StartAsync(host, settings)).DisposeAsync());
        Assert.NotNull(refused);
        return refused.ToString();
    }

    public async Task<object?> ScalarAsync(string sql)
    {
        await using var owner = Npgsql.NpgsqlDataSource.Create(Connection);
        await using var command = owner.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await (await LedgerHost.ClusterAsync()).DropDatabaseAsync(_database);
        _folder.Delete(recursive: true);
    }
}
