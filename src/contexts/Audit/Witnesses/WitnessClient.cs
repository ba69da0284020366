using System.Net.Http.Headers;
using System.Text;
using Ledger.Sealing;
using Ledger.Sealing.Notes;

namespace Ledger.Audit.Witnesses;

/// <param name="Status">0 when there was no answer.</param>
internal sealed record WitnessReply(int Status, string Text);

/// <summary>
/// Calls partners' witnesses by the tlog-witness protocol. They are other people's servers: each call is short, its answer is bounded, and nothing is followed
/// elsewhere.
/// </summary>
internal sealed class WitnessClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = Patience,
        MaxConnectionsPerServer = 4,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    })
    {
        Timeout = Patience,
        MaxResponseContentBufferSize = Note.MaxLength,
    };

    public async Task<WitnessReply> AddAsync(string url, AddCheckpoint request, CancellationToken ct)
    {
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(request.ToString()));
        body.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
        try
        {
            using var response = await _http.PostAsync(new Uri($"{url}/add-checkpoint"), body, ct);
            return new((int)response.StatusCode, StrictText.Decode(await response.Content.ReadAsByteArrayAsync(ct)));
        }
        catch (Exception e) when (e is HttpRequestException or IOException or FormatException
            || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return new(0, e.Message);
        }
    }

    public void Dispose() => _http.Dispose();
}
