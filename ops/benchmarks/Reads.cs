using System.Diagnostics;
using System.Text.Json;
using static Ledger.Bench.Figures;

namespace Ledger.Bench;

/// <summary>How long a trace and the stock take on the ledger that was just filled, once the journal has come to its end.</summary>
internal static class Reads
{
    private const int Samples = 1000;

    public static async Task RunAsync(HttpClient client, Workload workload, int units)
    {
        var watch = Stopwatch.StartNew();
        while (!await IsAcceptedAsync(client, units))
        {
            await Task.Delay(100);
        }

        Row("journal complete after the last answer", $"{Figure(watch.Elapsed.TotalSeconds, "N1")} s");
        var random = new Random(1);
        await ReportAsync("stock of one site", () => client.GetAsync($"/books/{Workload.Book}/stock?site=DC{random.Next(1, 20)}"));
        await ReportAsync("stock of the book", () => client.GetAsync($"/books/{Workload.Book}/stock"));
        await ReportAsync(
            "trace of one serial", () => client.GetAsync($"/books/{Workload.Book}/units/{workload.Serials(random.Next(units / 1000))[random.Next(1000)]}"));
        using var checks = await client.GetAsync($"/books/{Workload.Book}/checks");
        Row("checks", await checks.Content.ReadAsStringAsync());
    }

    private static async Task<bool> IsAcceptedAsync(HttpClient client, int units)
    {
        using var stock = await client.GetAsync($"/books/{Workload.Book}/stock?condition=accepted");
        var rows = JsonElement.Parse(await stock.Content.ReadAsStringAsync()).GetProperty("rows").EnumerateArray();
        return rows.Sum(row => row.GetProperty("quantityUnits").GetInt64()) == units;
    }

    private static async Task ReportAsync(string what, Func<Task<HttpResponseMessage>> read)
    {
        var times = new List<double>();
        for (var i = 0; i < Samples; i++)
        {
            var watch = Stopwatch.StartNew();
            using var response = await read();
            response.EnsureSuccessStatusCode();
            await response.Content.ReadAsByteArrayAsync();
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        Row($"{what}, p50 / p99", $"{Figure(times.At(0.5), "N2")} / {Figure(times.At(0.99), "N2")} ms");
    }
}
