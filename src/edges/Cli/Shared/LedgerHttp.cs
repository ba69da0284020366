using System.Net;
using System.Text.Json;

namespace Ledger.Cli.Shared;

/// <summary>What every call to the ledger has in common: where it is, and how failures are told apart.</summary>
internal static class LedgerHttp
{
    /// <summary>Time-outs are the caller's: a bulk request may take minutes as long as answers keep coming.</summary>
    public static HttpClient Client(Uri url) => new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(5) })
    {
        BaseAddress = new Uri(url.AbsoluteUri.TrimEnd('/') + "/"),
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public static async Task<JsonDocument> Get(HttpClient http, string path, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        return await Guarded(
            async () =>
            {
                using var response = await http.GetAsync(path, patience.Token);
                if (!response.IsSuccessStatusCode) throw await Failure(response, patience.Token);
                return await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(patience.Token), default, patience.Token);
            },
            cancel);
    }

    public static async Task<Exception> Failure(HttpResponseMessage response, CancellationToken cancel)
    {
        var status = (int)response.StatusCode;
        var text = $"the ledger answered {status} {response.ReasonPhrase}";
        if (status >= 500 || response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout)
        {
            var untouched = response.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests;
            return new LedgerAwayException(text, !untouched, response.Headers.RetryAfter?.Delta);
        }

        return new RequestRefusedException(Problem(await response.Content.ReadAsStringAsync(cancel)) is { } problem ? $"{text}: {problem}" : text, status);
    }

    /// <summary>All the ways in which a connection fails are one thing to the caller.</summary>
    public static async Task<T> Guarded<T>(Func<Task<T>> call, CancellationToken cancel)
    {
        try
        {
            return await call();
        }
        catch (HttpRequestException e)
        {
            var unsent = e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError;
            throw new LedgerAwayException(e.InnerException?.Message ?? e.Message, !unsent);
        }
        catch (IOException e)
        {
            throw new LedgerAwayException(e.Message);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new LedgerAwayException("the ledger fell silent");
        }
    }

    private static string? Problem(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var words = new[] { "code", "detail" }.Select(name => json.RootElement.TryGetProperty(name, out var value) ? value.ToString() : null);
            return string.Join(", ", words.Where(word => word is { Length: > 0 })) is { Length: > 0 } text ? text : null;
        }
        catch (JsonException)
        {
            return body.Length is > 0 and < 300 ? body.Trim() : null;
        }
    }
}
