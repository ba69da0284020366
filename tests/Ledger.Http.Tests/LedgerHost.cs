using Alba;
using JasperFx.CommandLine;
using Ledger.LocalPostgres;
using Microsoft.Extensions.DependencyInjection;
using Wolverine;

namespace Ledger.Http.Tests;

/// <summary>One host on one throw-away PostgreSQL for the whole run; each test opens books of its own, and books are walls.</summary>
public static class LedgerHost
{
    private static readonly Lazy<Task<IAlbaHost>> Started = new(StartAsync);
    private static LocalCluster? _cluster;

    public static Task<IAlbaHost> AlbaAsync => Started.Value;

    public static string ConnectionString => _cluster!.ConnectionString;

    /// <summary>The PostgreSQL of the run, for tests that need a database of their own.</summary>
    public static async Task<LocalCluster> ClusterAsync()
    {
        await Started.Value;
        return _cluster!;
    }

    public static async Task<HttpClient> ClientAsync() => Keyed.Client((await AlbaAsync).Server);

    private static async Task<IAlbaHost> StartAsync()
    {
        _cluster = await LocalCluster.StartAsync(LocalClusterOptions.Temporary());
        var host = await StartOnAsync(_cluster.ConnectionString);
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            host.Dispose();
            _cluster.DisposeAsync().AsTask().GetAwaiter().GetResult();
        };
        return host;
    }

    internal static Task<IAlbaHost> StartOnAsync(string connectionString, TimeProvider? clock = null, bool isAlone = true, Dictionary<string, string>? settings = null)
    {
        JasperFxEnvironment.AutoStartHost = true;
        return AlbaHost.For<Program>(builder =>
        {
            builder.UseSetting("ConnectionStrings:Ledger", connectionString);
            // All tests of the run are one address, which tries wrong keys by the thousand.
            builder.UseSetting("Limits:AnonymousRequestsPerMinute", "1000000");
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
