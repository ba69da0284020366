using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Ledger.Contracts;

namespace Ledger.Http.Tests;

/// <summary>A book of a test's own, with parties, products and sites, and short ways to post to it and read from it.</summary>
public sealed class TestBook
{
    public const string Gpu = "acme:B300";
    public const string Cpu = "acme:C100";
    public const string Factory = "FAB1";
    public const string DataCentre = "PDX1";

    private readonly HttpClient _client;
    private readonly Keys _keys;

    private TestBook(HttpClient client, string code, Keys? keys = null) => (_client, Code, _keys) = (client, code, keys ?? new Keys(client, code));

    public string Code { get; }

    /// <summary>A book that is not there yet.</summary>
    public static async Task<TestBook> UnopenedAsync(HttpClient? client = null) => new(client ?? await LedgerHost.ClientAsync(), $"t-{Guid.NewGuid():N}");

    /// <param name="client">Of another host than that of the run, with its operator's key.</param>
    /// <param name="signatures">How many parties sign an agreement: most tests are about what comes after it, and of a rack after an appointment.</param>
    public static async Task<TestBook> OpenAsync(string purpose = "live", HttpClient? client = null, string signatures = "one",
        string appointments = "optional")
    {
        var book = new TestBook(client ?? await LedgerHost.ClientAsync(), $"t-{Guid.NewGuid():N}");
        (await book.PostAsync("open", new
        {
            name = "A test's book",
            purpose,
            signatures,
            appointments,
            parties = new object[]
            {
                new { party = "SUP", name = "Supplier", roles = new[] { "supplier" } },
                new { party = "CUS", name = "Customer", roles = new[] { "customer" } },
                new { party = "CAR", name = "Carrier", roles = new[] { "carrier" } },
                new { party = "INT", name = "Integrator", roles = new[] { "integrator" } },
                new { party = "AUD", name = "Auditor", roles = new[] { "auditor" } },
            },
        })).MustBe(201);
        await book.MustPostAsync("products", new { product = Gpu, name = "GPU", family = "gpu", generation = "Blackwell" });
        await book.MustPostAsync("products", new { product = Cpu, name = "CPU", family = "cpu" });
        await book.MustPostAsync("sites", new { site = Factory, name = "Factory", kind = "factory" });
        await book.MustPostAsync("sites", new { site = DataCentre, name = "Data centre", kind = "dataCentre" });
        return book;
    }

    /// <summary>The same book, asked through another host.</summary>
    public TestBook Through(HttpClient client) => new(client, Code, _keys.Through(client));

    /// <summary>The same book, as some of its parties meet it: where it has several of a role, one of these.</summary>
    public TestBook Of(params string[] parties) => new(_client, Code, new Keys(_client, Code, parties));

    /// <summary>What a party with the role shows; null stands for what the client shows by itself, the operator's key.</summary>
    public Task<AuthenticationHeaderValue?> AuthorizationAsync(Roles role) => _keys.OfAsync(role);

    /// <summary>Serials like <c>G-0001</c>, told apart from other books' by the book.</summary>
    public string[] Serials(string prefix, int count) => [.. Enumerable.Range(1, count).Select(i => $"{prefix}-{Code[2..8]}-{i:D4}")];

    public async Task<Reply> PostAsync(string route, object body) => await PostAsync(route, JsonSerializer.Serialize(body));

    public Task<Reply> PostAsync(
        string route, string json, string contentType = "application/json", string? prefer = null, string? key = null, string? ifMatch = null) =>
            SendAsync(HttpMethod.Post, route, new StringContent(json, Encoding.UTF8, MediaTypeHeaderValue.Parse(contentType)), prefer, key, ifMatch);

    /// <summary>Sends a command as it stands: with this idempotency key, or none.</summary>
    public async Task<Reply> SendBareAsync(string route, HttpContent content, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/books/{Code}/{route}") { Content = content };
        request.Options.Set(Keyed.AsItStands, true);
        if (key is not null)
        {
            request.Headers.TryAddWithoutValidation(Keyed.Header, key);
        }

        request.Headers.Authorization = await AuthorizationAsync(await Operations.RoleForAsync(HttpMethod.Post, route, content));

        using var response = await _client.SendAsync(request);
        return await Reply.OfAsync(response);
    }

    /// <summary>Sends it with the key of a party that may do this.</summary>
    public async Task<Reply> SendAsync(
        HttpMethod method, string route, HttpContent? content = null, string? prefer = null, string? key = null, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(method, $"/books/{Code}/{route}".TrimEnd('/')) { Content = content };
        request.Headers.Authorization = await AuthorizationAsync(await Operations.RoleForAsync(method, route, content));
        if (prefer is not null)
        {
            request.Headers.Add("Prefer", prefer);
        }

        if (key is not null)
        {
            request.Headers.Add(Keyed.Header, key);
        }

        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        using var response = await _client.SendAsync(request);
        return await Reply.OfAsync(response);
    }

    /// <summary>Posts it as a party with the role, where parties of several roles may.</summary>
    public async Task<Reply> PostAsync(Roles role, string route, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/books/{Code}/{route}")
        {
            Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = await AuthorizationAsync(role);
        using var response = await _client.SendAsync(request);
        return await Reply.OfAsync(response);
    }

    public async Task MustPostAsync(string route, object body)
    {
        var reply = await PostAsync(route, body);
        Assert.True((int)reply.Status is 200 or 201, $"{route}: {(int)reply.Status} {reply.Text}");
    }

    /// <summary>What is no text, as it came.</summary>
    public async Task<byte[]> GetBytesAsync(string route)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/books/{Code}/{route}");
        request.Headers.Authorization = await AuthorizationAsync(await Operations.RoleForAsync(HttpMethod.Get, route, null));
        using var response = await _client.SendAsync(request);
        Assert.True(response.IsSuccessStatusCode, $"{route}: {(int)response.StatusCode}");
        return await response.Content.ReadAsByteArrayAsync();
    }

    public Task<Reply> GetAsync(string route) => SendAsync(HttpMethod.Get, route);

    /// <summary>Reads until the answer is as hoped for: views follow events within moments.</summary>
    public async Task<Reply> GetWhenAsync(string route, Func<JsonElement, bool> isThere)
    {
        var deadline = Environment.TickCount64 + 20_000;
        while (true)
        {
            var reply = await GetAsync(route);
            if ((int)reply.Status == 200 && isThere(reply.Json))
            {
                return reply;
            }

            Assert.True(Environment.TickCount64 < deadline, $"{route} did not come to what was expected: {reply.Text}");
            await Task.Delay(50);
        }
    }

    /// <summary>An agreement over GPUs and CPUs, and an order against it that is confirmed.</summary>
    public Task OrderAsync(long gpus, string order = "PO-1", long committed = 100_000, DateTimeOffset? at = null) =>
        new Trade(this) { GpuOrder = order }.OrderAsync(gpus, committed, at);

    public Task RegisterAsync(string batch, params string[] serials) => MustPostAsync("batches", new { batch, product = Gpu, site = Factory, serials });

    public object Shipment(string batch, string order = "PO-1", string? advice = null) =>
        new { batch, order, orderLine = 1, to = DataCentre, carrier = "CAR", despatchAdvice = advice ?? $"ASN-{batch}" };
}
