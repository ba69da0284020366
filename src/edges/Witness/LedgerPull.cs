using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Ledger.Sealing;
using Ledger.Sealing.Notes;

namespace Ledger.Witness;

/// <summary>What came of a pull.</summary>
public enum PullResult
{
    Signed,

    /// <summary>The head is none of a log that is witnessed here.</summary>
    Refused,

    /// <summary>The log contradicts what was signed before: it was rolled back or forked, and the signed heads prove it.</summary>
    Contradicted,
}

/// <param name="Size">Leaves of the log that the ledger showed.</param>
public sealed record PullOutcome(PullResult Result, long Size, string Sentence);

/// <summary>
/// A witness that nobody can reach from outside: it fetches the newest head and the proof that it continues the last one, and brings the cosignature back.
/// </summary>
public sealed class LedgerPull(HttpClient ledger, string book, WitnessRule rule)
{
    /// <summary>A client that believes no server to send more than a head and a proof.</summary>
    public static HttpClient ClientFor(Uri url, string? apiKey) => new()
    {
        BaseAddress = new(url.AbsoluteUri.TrimEnd('/') + "/"),
        Timeout = TimeSpan.FromSeconds(30),
        MaxResponseContentBufferSize = 128 * 1024,
        DefaultRequestHeaders = { Authorization = apiKey is null ? null : new AuthenticationHeaderValue("Bearer", apiKey) },
    };

    /// <exception cref="HttpRequestException">The ledger refuses or is away; what it said is in the message.</exception>
    /// <exception cref="FormatException">What it answered is no head or no proof.</exception>
    public async Task<PullOutcome> OnceAsync(CancellationToken ct)
    {
        var text = await GetAsync("log/checkpoint", ct);
        var note = Note.Parse(text);
        var head = Checkpoint.Parse(note.Text);
        if (rule.Refuse(note, head) is { } refused)
        {
            return new(PullResult.Refused, head.Size, refused.Body.TrimEnd());
        }

        var last = rule.LastSeen(head.Origin);
        if (head.Size < last.Size)
        {
            return new(
                PullResult.Contradicted, head.Size,
                $"The ledger shows a log of {head.Size} leaves; of {head.Origin} {last.Size} were signed here before. It was rolled back.");
        }

        var proof = last.Size == 0 || last.Size == head.Size
            ? []
            : HashesOf(await GetAsync(string.Create(CultureInfo.InvariantCulture, $"log/consistency?from={last.Size}&to={head.Size}"), ct));
        var answer = rule.Add(Encoding.UTF8.GetBytes(new AddCheckpoint(last.Size, proof, text).ToString()));
        if (answer.Status != 200)
        {
            return new(answer.Status == 422 ? PullResult.Contradicted : PullResult.Refused, head.Size, answer.Body.TrimEnd());
        }

        using var cosigned = new StringContent($"{note.Text}\n{answer.Body}", Encoding.UTF8, "text/plain");
        using var request = new HttpRequestMessage(HttpMethod.Post, AddressOf("log/cosignatures")) { Content = cosigned };
        using var response = await ledger.SendAsync(request, ct);
        await MustBeGoodAsync(response, ct);
        return new(PullResult.Signed, head.Size, $"{head.Origin} was cosigned at {head.Size} leaves.");
    }

    private async Task<string> GetAsync(string address, CancellationToken ct)
    {
        using var response = await ledger.GetAsync(AddressOf(address), ct);
        await MustBeGoodAsync(response, ct);
        return StrictText.Decode(await response.Content.ReadAsByteArrayAsync(ct));
    }

    private Uri AddressOf(string address) => new($"books/{Uri.EscapeDataString(book)}/{address}", UriKind.Relative);

    private static Digest[] HashesOf(string lines) => [.. lines.TrimEnd('\n').Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Digest.Parse)];

    private static async Task MustBeGoodAsync(HttpResponseMessage response, CancellationToken ct)
    {
        if (!response.IsSuccessStatusCode)
        {
            var said = await response.Content.ReadAsStringAsync(ct);
            throw new HttpRequestException(
                $"{response.RequestMessage?.RequestUri?.AbsolutePath} answered {(int)response.StatusCode}: {StrictText.Short(said)}", null,
                response.StatusCode);
        }
    }
}
