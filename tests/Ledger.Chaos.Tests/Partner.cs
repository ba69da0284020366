using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Ledger.Chaos.Tests;

/// <summary>A partner system: sends commands through the relay, and remembers which of them it has no answer to.</summary>
internal sealed class Partner(Func<Uri> address, string book, int seed) : IDisposable
{
    /// <summary>The first request after a start may wait for a compiler; a lost answer shows by its closed connection, not by this.</summary>
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(60) };
    private int _count;

    public string Key { get; set; } = "";

    public Command Next()
    {
        var n = Interlocked.Increment(ref _count);
        return n % 2 == 0
            ? new($"{seed}-{n}", "sites", $"site/S-{seed}-{n}", $$"""{"site":"S-{{seed}}-{{n}}","name":"A port","kind":"port"}""")
            : new($"{seed}-{n}", "batches", $"batch/B-{seed}-{n}",
                $$"""{"batch":"B-{{seed}}-{{n}}","product":"acme:B300","site":"FAB1","serials":["U{{seed}}-{{n}}A","U{{seed}}-{{n}}B"]}""");
    }

    /// <summary>Null when there was no definite answer; an answer that is neither is a fault of the ledger.</summary>
    public async Task<string?> SendAsync(Command command)
    {
        try
        {
            using var response = await PostAsync(command.Route, command.Body, command.Key);
            if (response.StatusCode is HttpStatusCode.OK or HttpStatusCode.Created)
            {
                var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
                command.Event = answer.GetProperty("events")[0].GetProperty("id").GetGuid();
                return null;
            }

            command.Failure = $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}";
            return response.StatusCode == HttpStatusCode.ServiceUnavailable ? null : $"{command.Key}: {command.Failure}";
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException or JsonException)
        {
            command.Failure = e.Message;
            return null;
        }
    }

    public async Task<HttpResponseMessage> PostAsync(string route, string body, string key, string? bearer = null)
    {
        using var request =
            new HttpRequestMessage(
                HttpMethod.Post, new Uri(address(), $"books/{book}/{route}"))
            { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("Idempotency-Key", key);
        if ((bearer ?? Key) is { Length: > 0 } token)
        {
            request.Headers.Authorization = new("Bearer", token);
        }

        return await _http.SendAsync(request);
    }

    public async Task<bool> IsAnsweredAsync()
    {
        try
        {
            using var live = await _http.GetAsync(new Uri(address(), "health/live"));
            return live.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException)
        {
            return false;
        }
    }

    public void Dispose() => _http.Dispose();
}
