using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Ledger.LocalPostgres;
using Ledger.Sealing.Notes;
using Ledger.Verification;
using Npgsql;
using static Ledger.Bench.Figures;

namespace Ledger.Bench;

/// <summary>
/// The sealed log beside the ledger at work: how far sealing lags behind recording, how long an export and its verification take and how large they are, and
/// whether the stock at ten positions is what a plain fold of the events comes to.
/// </summary>
internal static class AuditBench
{
    private const int Clients = 8;
    private const int Steps = 4;
    private const int PositionsCount = 10;

    public static async Task RunAsync(int units)
    {
        var directory = Directory.CreateTempSubdirectory("ledger-audit-").FullName;
        await using var cluster = await LocalCluster.StartAsync(LocalClusterOptions.Durable(directory));
        await using (var host = await HostProcess.StartAsync(cluster.ConnectionString, Clients))
        {
            await using var database = NpgsqlDataSource.Create(cluster.ConnectionString);
            await LoadAsync(host, database, units);
            var bundle = Path.Combine(directory, "bundle.zip");
            await ExportAsync(host, bundle);
            await VerifyAsync(host, bundle, Path.Combine(directory, "bench.policy"));
            await StockAsync(host, database);
        }

        await cluster.StopAsync();
        Directory.Delete(directory, true);
    }

    /// <summary>The verifier in a process of its own, so that its memory is its own.</summary>
    public static async Task<int> VerifyAloneAsync(string bundle, string policy)
    {
        var watch = Stopwatch.StartNew();
        var report = await new Verifier(TimeProvider.System)
            .RunAsync(new(bundle, WitnessPolicy.Parse(await File.ReadAllTextAsync(policy))), new VerifyProgress(), CancellationToken.None);
        var peak = File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2];
        Row("verified",
            $"{(report.IsVerified ? "yes" : "NO: " + report.Findings[0])}, "
            + $"{string.Join(", ", report.Counts.Select(count => $"{Figure(count.Value)} {count.Key}"))}");
        Row("verify: time, highest memory",
            $"{Figure(watch.Elapsed.TotalSeconds, "N1")} s, {Figure(double.Parse(peak, CultureInfo.InvariantCulture) / 1024)} MB");
        return report.IsVerified ? 0 : 3;
    }

    private static async Task LoadAsync(HostProcess host, NpgsqlDataSource database, int units)
    {
        var workload = new Workload(host.Client, Clients);
        await workload.OpenAsync(units);
        var commands = units / Workload.UnitsPerCommand;
        await workload.OrderAsync(0, commands);
        var watch = Stopwatch.StartNew();
        await workload.MoveAsync(0, commands);
        var recorded = watch.Elapsed;
        while (await ScalarAsync(
            database,
            "select count(*) from ledger.mt_events e where type <> 'tombstone' and not exists (select from ledger_log.leaf l where l.event_id = e.id)") > 0)
        {
            await Task.Delay(50);
        }

        var events = await ScalarAsync(database, "select count(*) from ledger_log.leaf where book = 'bench'");
        Row("recorded: events, transitions a second",
            $"{Figure(events)} in {Figure(recorded.TotalSeconds, "N1")} s, {Figure(units * (double)Steps / recorded.TotalSeconds)}/s");
        Row("all sealed after the last answer", $"{Figure((watch.Elapsed - recorded).TotalSeconds, "N2")} s");
        Row("lag from record to seal, p50 / p99", $"{Figure(await LagAsync(database, 0.5))} / {Figure(await LagAsync(database, 0.99))} ms");
        Row("heads", Figure(await ScalarAsync(database, "select count(*) from ledger_log.head where book = 'bench'")));
    }

    private static async Task ExportAsync(HostProcess host, string path)
    {
        var watch = Stopwatch.StartNew();
        using var answer = await host.Client.GetAsync($"/books/{Workload.Book}/export", HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode();
        await using (var file = File.Create(path))
        {
            await answer.Content.CopyToAsync(file);
        }

        Row("export: time, size", $"{Figure(watch.Elapsed.TotalSeconds, "N1")} s, {Figure(new FileInfo(path).Length / 1048576.0, "N1")} MB");
        Row("host memory after the export, now / highest", $"{Figure(host.Memory().Now)} / {Figure(host.Memory().High)} MB");
    }

    private static async Task VerifyAsync(HostProcess host, string bundle, string policy)
    {
        await File.WriteAllTextAsync(policy, await host.Client.GetStringAsync($"/books/{Workload.Book}/log/policy"));
        using var process = Process.Start("dotnet", [typeof(AuditBench).Assembly.Location, "verify-alone", bundle, policy]);
        await process.WaitForExitAsync();
    }

    private static async Task StockAsync(HostProcess host, NpgsqlDataSource database)
    {
        var last = await ScalarAsync(database, "select max(seq_id) from ledger.mt_events");
        var equal = 0;
        foreach (var position in Enumerable.Range(0, PositionsCount).Select(_ => Random.Shared.NextInt64(1, last + 1)))
        {
            var told = JsonElement.Parse(await host.Client.GetStringAsync($"/books/{Workload.Book}/stock?atPosition={position}")).GetProperty("rows")
                .EnumerateArray()
                .ToDictionary(
                    row => $"{row.GetProperty("product").GetString()} {row.GetProperty("place").GetString()}/{row.GetProperty("condition").GetString()}", row =>
                        row.GetProperty("quantityUnits").GetInt64());
            var folded = await FoldAsync(database, position);
            equal += told.Count == folded.Count && told.All(row => folded.GetValueOrDefault(row.Key) == row.Value) ? 1 : 0;
        }

        Row("stock at a position equal to a plain fold", $"{equal} of {PositionsCount}");
    }

    private static async Task<Dictionary<string, long>> FoldAsync(NpgsqlDataSource database, long position)
    {
        var stock = new Dictionary<string, long>(StringComparer.Ordinal);
        await using var command =
            database.CreateCommand(
                "select data -> 'movements' from ledger.mt_events where tenant_id = 'bench' and seq_id <= $1 and data ? 'movements' order by seq_id");
        command.Parameters.AddWithValue(position);
        await using var row = await command.ExecuteReaderAsync();
        while (await row.ReadAsync())
        {
            foreach (var movement in JsonElement.Parse(row.GetString(0)).EnumerateArray())
            {
                var (product, units) = (movement.GetProperty("product").GetString(), movement.GetProperty("serials").GetArrayLength());
                var (from, to) = ($"{product} {movement.GetProperty("from").GetString()}", $"{product} {movement.GetProperty("to").GetString()}");
                stock[from] = stock.GetValueOrDefault(from) - units;
                stock[to] = stock.GetValueOrDefault(to) + units;
            }
        }

        return stock.Where(account => account.Value != 0 && !account.Key.EndsWith(" origin", StringComparison.Ordinal)).ToDictionary();
    }

    private static async Task<double> LagAsync(NpgsqlDataSource database, double share) =>
        await ScalarAsync(database, string.Create(CultureInfo.InvariantCulture, $"""
        select (percentile_cont({share}) within group (order by extract(epoch from l.sealed_at - e.timestamp)) * 1000)::bigint
        from ledger_log.leaf l join ledger.mt_events e on e.id = l.event_id where l.book = 'bench'
        """));

    private static async Task<long> ScalarAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
