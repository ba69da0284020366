using System.Net.Http.Json;
using System.Text.Json;

namespace Ledger.Bench;

/// <summary>Units through register, ship, receive and accept over HTTP, as many clients at once as given.</summary>
internal sealed class Workload(HttpClient client, int clients)
{
    public const string Book = "bench";
    public const string Product = "acme:B300";
    public const int UnitsPerCommand = 1000;
    public const int UnitsPerOrder = UnitsPerCommand * CommandsPerOrder;
    private const int CommandsPerOrder = 10;

    private string? _supplier;
    private string? _customer;

    /// <summary>Every order is shipped as a whole.</summary>
    public static bool CanBe(int units) => units % UnitsPerOrder == 0;

    public async Task OpenAsync(long units)
    {
        await PostAsync("open", new
        {
            name = "Bench",
            purpose = "live",
            signatures = "one",
            parties = new[]
            {
                new { party = "SUP", name = "Supplier", roles = new[] { "supplier" } },
                new { party = "CUS", name = "Customer", roles = new[] { "customer" } },
                new { party = "CAR", name = "Carrier", roles = new[] { "carrier" } },
            },
        });
        (_supplier, _customer) = (await IssueAsync("SUP"), await IssueAsync("CUS"));
        await PostAsync("products", new { product = Product, name = "GPU", family = "gpu" });
        await PostAsync("sites", new { site = "FAB", name = "Factory", kind = "factory" });
        foreach (var site in Sites)
        {
            await PostAsync("sites", new { site, name = site, kind = "dataCentre" });
        }

        var line = new { line = 1, product = Product, quantity = units, from = "2026-01-01", until = "2027-12-31" };
        await PostAsync(
            "agreements", new { agreement = "SA-1", supplier = "SUP", customer = "CUS", lines = new[] { line }, milestones = Array.Empty<object>() });
    }

    public async Task OrderAsync(int from, int to)
    {
        for (var order = from / CommandsPerOrder; order < to / CommandsPerOrder; order++)
        {
            var line = new { line = 1, agreementLine = 1, product = Product, quantity = UnitsPerOrder, requestedDelivery = "2026-12-01" };
            await PostAsync(
                "orders", new { order = $"PO-{order}", agreement = "SA-1", shipTo = SiteOf(order * CommandsPerOrder), lines = new[] { line } }, "wait=30");
        }
    }

    /// <summary>Batches from..to through all four steps, step by step; every answer is checked.</summary>
    public async Task MoveAsync(int from, int to)
    {
        await EachAsync(from, to, b => PostAsync("batches", new { batch = $"B-{b}", product = Product, site = "FAB", serials = Serials(b) }));
        await EachAsync(
            from, to, b =>
                PostAsync(
                    "batches/ship",
                new { batch = $"B-{b}", order = $"PO-{b / CommandsPerOrder}", orderLine = 1, to = SiteOf(b), carrier = "CAR", despatchAdvice = $"ASN-{b}" }));
        await EachAsync(from, to, b => PostAsync("batches/receive", new { batch = $"B-{b}", receipt = $"R-{b}" }));
        await EachAsync(from, to, b => PostAsync("units/accept", new { inspection = $"I-{b}", site = SiteOf(b), product = Product, serials = Serials(b) }));
    }

    public string[] Serials(int batch) => [.. Enumerable.Range(0, UnitsPerCommand).Select(i => $"S{(long)batch * UnitsPerCommand + i:D10}")];

    public static string SiteOf(int batch) => Sites[batch / CommandsPerOrder % Sites.Length];

    private static string[] Sites { get; } = [.. Enumerable.Range(1, 20).Select(i => $"DC{i}")];

    public Task EachAsync(int from, int to, Func<int, Task> work) =>
        Parallel.ForEachAsync(
            Enumerable.Range(from, to - from), new ParallelOptions { MaxDegreeOfParallelism = clients }, async (batch, _) => await work(batch));

    /// <summary>Registers an app for the party and gives it a key.</summary>
    private async Task<string> IssueAsync(string party)
    {
        await PostAsync("apps", new { app = party, party, name = "Bench" });
        return (await PostAsync("keys", new { app = party, name = "bench", mode = "live", scopes = new[] { "read", "write" } })).GetProperty("apiKey")
            .GetString()!;
    }

    /// <returns>Null stands for the operator's key, which the client shows by itself.</returns>
    private string? KeyFor(string route) => route switch
    {
        "open" or "apps" or "keys" => null,
        "orders" or "batches/receive" or "units/accept" => _customer,
        _ => _supplier,
    };

    private async Task<JsonElement> PostAsync(string route, object body, string? prefer = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/books/{Book}/{route}") { Content = JsonContent.Create(body) };
        request.Headers.Authorization = KeyFor(route) is { } key ? new("Bearer", key) : null;
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        if (prefer is not null)
        {
            request.Headers.Add("Prefer", prefer);
        }

        using var response = await client.SendAsync(request);
        if (!response.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"{route}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        }

        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }
}
