using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using Ledger.LocalPostgres;
using static Ledger.Bench.Figures;

namespace Ledger.Bench.Door;

/// <summary>
/// What the door costs: small commands, one event each, with more and more of it before them. All take turns in one run, a slice each, so that a noisy machine
/// is noisy for all.
/// </summary>
internal static class DoorBench
{
    private const int Clients = 32;
    private const int Slices = 7;

    private static readonly (string Name, string? Floor)[] Doors =
    [
        ("bare: endpoint, append, commit", "bare"),
        ("with authentication", "known/bare"),
        ("with idempotency", "once"),
        ("with both", "known/once"),
        ("the ledger: all of the door", null),
    ];

    public static async Task RunAsync(int commandsPerSlice)
    {
        var directory = Directory.CreateTempSubdirectory("ledger-bench-").FullName;
        await using var cluster = await LocalCluster.StartAsync(LocalClusterOptions.Durable(directory));
        await using (var first = await HostProcess.StartAsync(cluster.ConnectionString, Clients))
        {
            await OpenAsync(first.Client);
        }

        var floorConnection = await cluster.CreateDatabaseAsync("floor", "ledger");
        await using (var ledger = await HostProcess.StartAsync(cluster.ConnectionString, Clients))
        await using (var floor = await HostProcess.StartFloorAsync(floorConnection, Clients))
        {
            await MeasureAsync(ledger.Client, floor.Client, commandsPerSlice);
        }

        await cluster.StopAsync();
        Directory.Delete(directory, true);
    }

    private static async Task MeasureAsync(HttpClient ledger, HttpClient floor, int commandsPerSlice)
    {
        var rates = Doors.Select(_ => new List<double>()).ToList();
        for (var slice = 0; slice <= Slices; slice++)
        {
            for (var door = 0; door < Doors.Length; door++)
            {
                var seconds = await SliceAsync(Doors[door].Floor is null ? ledger : floor, Doors[door].Floor ?? "sites", $"{slice}-{door}", commandsPerSlice);
                if (slice > 0)
                {
                    // The first one is for the compilers and the caches.
                    rates[door].Add(commandsPerSlice / seconds);
                }
            }
        }

        Console.WriteLine($"{"one event a command, " + Clients + " clients",-44} {"commands/s",12} {"of bare",10}");
        for (var door = 0; door < Doors.Length; door++)
        {
            var shares = rates[door].Zip(rates[0], (with, bare) => with / bare).Median();
            Console.WriteLine($"{Doors[door].Name,-44} {Figure(rates[door].Median()),12} {shares.ToString("P0", CultureInfo.InvariantCulture),10}");
        }
    }

    private static async Task<double> SliceAsync(HttpClient client, string route, string slice, int commands)
    {
        var watch = Stopwatch.StartNew();
        await Parallel.ForAsync(0, commands, new ParallelOptions { MaxDegreeOfParallelism = Clients }, async (i, ct) =>
            await MustAsync(client, route, new { site = $"S-{slice}-{i}", name = "A port", kind = "port" }));
        return watch.Elapsed.TotalSeconds;
    }

    private static Task OpenAsync(HttpClient client) => MustAsync(client, "open", new
    {
        name = "Bench",
        purpose = "live",
        signatures = "one",
        parties = new[] { new { party = "SUP", name = "Supplier", roles = new[] { "supplier" } } },
    });

    private static async Task MustAsync(HttpClient client, string route, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/books/{Workload.Book}/{route}") { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString("N"));
        using var response = await client.SendAsync(request);
        if (!response.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"{route}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        }
    }
}
