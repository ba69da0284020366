using Alba;
using JasperFx.CommandLine;
using Ledger.Access.Operator;
using Ledger.LocalPostgres;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Wolverine;

namespace Ledger.Http.Tests;

/// <summary>One host on one throw-away PostgreSQL for the whole run; each test opens books of its own, and books are walls.</summary>
public static class LedgerHost
{
    private static readonly Lazy<Task<IAlbaHost>> Started = new(StartAsync);
    private static readonly Lazy<string> KeyFiles = new(() => Directory.CreateTempSubdirectory("ledger-keys-").FullName);
    private static LocalCluster? _cluster;

    public static Task<IAlbaHost> AlbaAsync => Started.Value;

    public static string ConnectionString => _cluster!.ConnectionString;

    /// <summary>The PostgreSQL of the run, for tests that need a database of their own.</summary>
    public static async Task<LocalCluster> ClusterAsync()
    {
        await Started.Value;
        return _cluster!;
    }

    /// <summary>A client with the operator's key.</summary>
    public static async Task<HttpClient> ClientAsync() => OperatorOf(await AlbaAsync);

    /// <summary>A client that shows no key.</summary>
    public static async Task<HttpClient> AnonymousAsync() => ClientOf(await AlbaAsync, null);

    /// <summary>A client of any host with the operator's key, as the host has written it to its file.</summary>
    public static HttpClient OperatorOf(IAlbaHost host) =>
        ClientOf(host, File.ReadAllText(host.Services.GetRequiredService<IConfiguration>()[FirstKey.Setting]!).Trim());

    public static HttpClient ClientOf(IAlbaHost host, string? key)
    {
        var client = Keyed.Client(host.Server);
        client.DefaultRequestHeaders.Authorization = key is null ? null : new("Bearer", key);
        return client;
    }

    private static async Task<IAlbaHost> StartAsync()
    {
        _cluster = await LocalCluster.StartAsync(LocalClusterOptions.Temporary());
        var host = await StartOnAsync(_cluster.ConnectionString);
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            host.Dispose();
            Directory.Delete(KeyFiles.Value, true);
            _cluster.DisposeAsync().AsTask().GetAwaiter().GetResult();
        };
        return host;
    }

    internal static Task<IAlbaHost> StartOnAsync(
        string connectionString, TimeProvider? clock = null, bool isAlone = true, Dictionary<string, string>? settings = null)
    {
        JasperFxEnvironment.AutoStartHost = true;
        return AlbaHost.For<Program>(builder =>
        {
            builder.UseSetting("ConnectionStrings:Ledger", connectionString);
            // Hosts on one database hand over the one key in one file.
            builder.UseSetting(FirstKey.Setting, Path.Combine(KeyFiles.Value, $"{new NpgsqlConnectionStringBuilder(connectionString).Database}.key"));
            // All tests of the run are one address, which tries wrong keys by the thousand.
            builder.UseSetting("Limits:AnonymousRequestsPerMinute", "1000000");
            builder.UseSetting("Limits:AttemptsPerMinute", "1000000");
            // Nobody has to notice that it stops.
            builder.UseSetting("Shutdown:NoticeSeconds", "0");
            builder.UseSetting("Access:SigningKeyFile", Path.Combine(KeyFiles.Value, $"{new NpgsqlConnectionStringBuilder(connectionString).Database}.pem"));
            builder.UseSetting(
                "Confidential:KeyFile", Path.Combine(KeyFiles.Value, $"{new NpgsqlConnectionStringBuilder(connectionString).Database}.confidential.key"));
            builder.UseSetting("Audit:LogKeyFile", Path.Combine(KeyFiles.Value, $"{new NpgsqlConnectionStringBuilder(connectionString).Database}.log.key"));
            foreach (var (name, value) in settings ?? [])
            {
                builder.UseSetting(name, value);
            }

            builder.ConfigureServices(services =>
            {
                services.AddSingleton(clock ?? TimeProvider.System);
                if (isAlone)
                {
                    services.RunWolverineInSoloMode();
                }
            });
        });
    }
}
