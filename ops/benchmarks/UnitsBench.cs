using System.Diagnostics;
using Ledger.LocalPostgres;
using Npgsql;
using static Ledger.Bench.Figures;

namespace Ledger.Bench;

/// <summary>
/// Units through register, ship, receive and accept, beside the floor in the same run on the same server; then reads on that ledger; then a rebuild of every view.
/// The two take turns, a slice of units each, so that a noisy machine is noisy for both.
/// </summary>
internal static class UnitsBench
{
    private const int Clients = 8;
    private const int UnitsPerCommand = 1000;
    private const int Steps = 4;

    public static async Task RunAsync(int units)
    {
        var directory = Directory.CreateTempSubdirectory("ledger-bench-").FullName;
        await using var cluster = await LocalCluster.StartAsync(LocalClusterOptions.Durable(directory));
        await using (await HostProcess.StartAsync(cluster.ConnectionString, Clients))
        {
            // The first start writes the schema; the floor gets an empty copy of it.
        }

        var floorConnection = await cluster.CreateDatabaseAsync("floor", "ledger");
        await LoadAndReadAsync(units, cluster.ConnectionString, floorConnection);
        await Rebuild.RunAsync(cluster.ConnectionString);
        await cluster.StopAsync();
        Directory.Delete(directory, true);
    }

    private static async Task LoadAndReadAsync(int units, string connectionString, string floorConnection)
    {
        await using var host = await HostProcess.StartAsync(connectionString, Clients);
        await using var floorDatabase = NpgsqlDataSource.Create(floorConnection);
        var workload = new Workload(host.Client, Clients, UnitsPerCommand);
        await workload.OpenAsync(units);
        await MoveAsync(workload, new Floor(floorDatabase, workload), units / UnitsPerCommand);
        Row("host memory after the load, now / highest", $"{N(host.Memory().Now)} / {N(host.Memory().High)} MB");
        await Reads.RunAsync(host.Client, workload, units);
        Row("host memory after the reads, now / highest", $"{N(host.Memory().Now)} / {N(host.Memory().High)} MB");
    }

    private static async Task MoveAsync(Workload workload, Floor floor, int commands)
    {
        var slice = Math.Max(10, commands / 10);
        var (http, sql) = (new List<double>(), new List<double>());
        Console.WriteLine($"{"units",12} {"http, transitions/s",22} {"sql, transitions/s",22} {"time ratio",12}");
        for (var from = 0; from < commands; from += slice)
        {
            var to = Math.Min(from + slice, commands);
            await workload.OrderAsync(from, to);
            http.Add(await TimeAsync(() => workload.MoveAsync(from, to)));
            sql.Add(await TimeAsync(() => floor.MoveAsync(from, to)));
            double transitions = (to - from) * (double)UnitsPerCommand * Steps;
            Console.WriteLine($"{to * UnitsPerCommand,12:N0} {transitions / http[^1],22:N0} {transitions / sql[^1],22:N0} {http[^1] / sql[^1],12:N2}");
        }

        double all = commands * (double)UnitsPerCommand * Steps;
        Row("http: seconds, transitions a second", $"{N(http.Sum(), "N1")} s, {N(all / http.Sum())}/s");
        Row("sql: seconds, transitions a second", $"{N(sql.Sum(), "N1")} s, {N(all / sql.Sum())}/s");
        Row("http over sql, median of the slices", N(http.Zip(sql, (h, s) => h / s).Median(), "N2"));
        Row("last slice over first slice, http", N(http[^1] / http[0], "N2"));
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var watch = Stopwatch.StartNew();
        await work();
        return watch.Elapsed.TotalSeconds;
    }
}
