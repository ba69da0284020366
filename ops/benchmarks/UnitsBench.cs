using System.Diagnostics;
using Ledger.LocalPostgres;
using Npgsql;
using static Ledger.Bench.Figures;

namespace Ledger.Bench;

/// <summary>
/// Units through register, ship, receive and accept, beside the floor in the same run on the same server; then reads on that ledger; then a rebuild of every
/// view. The two take turns, a slice of units each, so that a noisy machine is noisy for both.
/// </summary>
internal static class UnitsBench
{
    private const int Clients = 8;
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
        await LoadAndReadAsync(units, cluster, floorConnection);
        await Rebuild.RunAsync(cluster.ConnectionString);
        await cluster.StopAsync();
        Directory.Delete(directory, true);
    }

    private static async Task LoadAndReadAsync(int units, LocalCluster cluster, string floorConnection)
    {
        await using var host = await HostProcess.StartAsync(cluster.ConnectionString, Clients);
        await using var floorDatabase = NpgsqlDataSource.Create(floorConnection);
        var workload = new Workload(host.Client, Clients);
        await workload.OpenAsync(units);
        await MoveAsync(
            workload, new Floor(floorDatabase, workload), units / Workload.UnitsPerCommand, () =>
                (host.CpuSeconds, CpuClock.SecondsOfTree(cluster.ServerProcessId ?? 0)));
        Row("host memory after the load, now / highest", $"{Figure(host.Memory().Now)} / {Figure(host.Memory().High)} MB");
        await Reads.RunAsync(host.Client, workload, units);
        Row("host memory after the reads, now / highest", $"{Figure(host.Memory().Now)} / {Figure(host.Memory().High)} MB");
    }

    private static async Task MoveAsync(Workload workload, Floor floor, int commands, Func<(double Host, double Database)> cpu)
    {
        var slice = Math.Max(10, commands / 10);
        var (http, sql) = (new List<double>(), new List<double>());
        var (hostCpu, httpDatabaseCpu, sqlDatabaseCpu) = (0.0, 0.0, 0.0);
        Console.WriteLine($"{"units",12} {"http, transitions/s",22} {"sql, transitions/s",22} {"time ratio",12}");
        for (var from = 0; from < commands; from += slice)
        {
            var to = Math.Min(from + slice, commands);
            await workload.OrderAsync(from, to);
            var start = cpu();
            http.Add(await TimeAsync(() => workload.MoveAsync(from, to)));
            var between = cpu();
            sql.Add(await TimeAsync(() => floor.MoveAsync(from, to)));
            hostCpu += between.Host - start.Host;
            httpDatabaseCpu += between.Database - start.Database;
            sqlDatabaseCpu += cpu().Database - between.Database;
            double transitions = (to - from) * (double)Workload.UnitsPerCommand * Steps;
            Console.WriteLine($"{to * Workload.UnitsPerCommand,12:N0} {transitions / http[^1],22:N0} {transitions / sql[^1],22:N0} {http[^1] / sql[^1],12:N2}");
        }

        double all = commands * (double)Workload.UnitsPerCommand * Steps;
        Row("http: seconds, transitions a second", $"{Figure(http.Sum(), "N1")} s, {Figure(all / http.Sum())}/s");
        Row("sql: seconds, transitions a second", $"{Figure(sql.Sum(), "N1")} s, {Figure(all / sql.Sum())}/s");
        Row("http over sql, median of the slices", Figure(http.Zip(sql, (h, s) => h / s).Median(), "N2"));
        Row("processor: host, database; floor's database", $"{Figure(hostCpu, "N1")} s, {Figure(httpDatabaseCpu, "N1")} s; {Figure(sqlDatabaseCpu, "N1")} s");
        if (http.Count > 1)
        {
            Row("time of the later half over the earlier, http", Figure(http[(http.Count / 2)..].Median() / http[..(http.Count / 2)].Median(), "N2"));
        }
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var watch = Stopwatch.StartNew();
        await work();
        return watch.Elapsed.TotalSeconds;
    }
}
