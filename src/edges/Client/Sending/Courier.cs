using System.Net;
using System.Net.Http.Headers;
using Ledger.Client.Credentials;

namespace Ledger.Client.Sending;

/// <summary>
/// Carries one request to the ledger and back, with the caller's credential; all the ways in which that can fail become an <see cref="Attempt"/>.
/// </summary>
internal sealed class Courier : IDisposable
{
    private readonly HttpClient _http;
    private readonly ICredential? _credential;
    private readonly LedgerClientOptions _options;

    public Courier(LedgerClientOptions options)
    {
        (_options, _credential) = (options, options.Credential);
        // Time-outs are each attempt's own: a feed may be silent for long, and a bulk request takes as long as answers keep coming.
        _http = new HttpClient(
            options.Handler ?? new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(5), PooledConnectionLifetime = TimeSpan.FromMinutes(5) },
            options.Handler is null)
        {
            BaseAddress = new Uri(options.Url.AbsoluteUri.TrimEnd('/') + "/"),
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    public string Book => $"books/{Uri.EscapeDataString(_options.Book)}";

    public void Dispose() => _http.Dispose();

    /// <summary>Sends a request and reads its answer whole. It is built anew when the credential had to be renewed.</summary>
    public async ValueTask<Attempt> AskAsync(Func<HttpRequestMessage> request, TimeSpan beyond, CancellationToken cancel)
    {
        using var timeout = new CancellationTokenSource(_options.Retry.AttemptTimeout + beyond, _options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, timeout.Token);
        return await GuardedAsync(
            async () =>
            {
                using var response = await SendAsync(request, either.Token);
                return Answers.Read(response, await response.Content.ReadAsByteArrayAsync(either.Token));
            },
            lost => lost,
            cancel);
    }

    /// <summary>Sends a request and gives its answer as soon as it begins.</summary>
    public async Task<HttpResponseMessage> SendAsync(Func<HttpRequestMessage> request, CancellationToken cancel)
    {
        var (response, token) = await SendOnceAsync(request, cancel);
        if (response.StatusCode != HttpStatusCode.Unauthorized || token is null || !_credential!.Renew(token))
        {
            return response;
        }

        response.Dispose();
        return (await SendOnceAsync(request, cancel)).Response;
    }

    /// <summary>Runs what talks to the ledger; every way in which a connection fails is one thing to the caller.</summary>
    public static async ValueTask<T> GuardedAsync<T>(Func<ValueTask<T>> talk, Func<Attempt, T> lost, CancellationToken cancel)
    {
        try
        {
            return await talk();
        }
        catch (HttpRequestException e)
        {
            return lost(
                Attempt.Lost(
                    e.InnerException?.Message ?? e.Message, e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError));
        }
        catch (IOException e)
        {
            return lost(Attempt.Lost(e.Message, false));
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return lost(Attempt.Lost("the answer did not arrive in time", false));
        }
    }

    private async Task<(HttpResponseMessage Response, string? Token)> SendOnceAsync(Func<HttpRequestMessage> request, CancellationToken cancel)
    {
        var token = _credential is null ? null : await _credential.BearerAsync(cancel);
        using var message = request();
        message.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return (await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancel), token);
    }
}
