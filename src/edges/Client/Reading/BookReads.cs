using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Ledger.Client.Sending;

namespace Ledger.Client.Reading;

public sealed partial class BookReads
{
    private readonly Courier _courier;
    private readonly RetryLoop<Attempt> _retries;

    internal BookReads(Courier courier, LedgerClientOptions options) => (_courier, _retries) = (courier, new(options.Retry, options.Time));

    /// <summary>Reads an address below the book as the JSON that it is.</summary>
    /// <exception cref="LedgerRefusedException">It was refused.</exception>
    /// <exception cref="UnexpectedAnswerException">The answer is not JSON.</exception>
    /// <exception cref="LedgerUnavailableException">The deadline has passed without an answer.</exception>
    public async Task<JsonElement> GetJsonAsync(string path, ReadOptions? options = null, CancellationToken cancel = default)
    {
        try
        {
            return JsonElement.Parse((await AskAsync(path, [], options ?? new(), cancel)).Body!);
        }
        catch (JsonException)
        {
            throw new UnexpectedAnswerException(path);
        }
    }

    /// <summary>Reads an address below the book whose answer is no JSON: a signed head, a proof, a tile.</summary>
    /// <exception cref="LedgerRefusedException">It was refused.</exception>
    /// <exception cref="LedgerUnavailableException">The deadline has passed without an answer.</exception>
    public async Task<byte[]> GetBytesAsync(string path, ReadOptions? options = null, CancellationToken cancel = default) =>
        (await AskAsync(path, [], options ?? new(), cancel)).Body!;

    /// <summary>Returns who the caller is in the book and what it may do there.</summary>
    public async Task<Me> ReadMeAsync(CancellationToken cancel = default) => (await GetAsync<Me>("me", [], null, cancel)).Value!;

    private static string Segment(string value) => Uri.EscapeDataString(value);

    private static string? Text(DateTimeOffset? value) => value?.ToString("O", CultureInfo.InvariantCulture);

    private static string? Text(long? value) => value?.ToString(CultureInfo.InvariantCulture);

    private async Task<Viewed<T>> GetAsync<T>(string path, (string Name, string? Value)[] query, ReadOptions? options, CancellationToken cancel)
        where T : class
    {
        var answer = await AskAsync(path, query, options ?? new(), cancel);
        return answer.Status == 304
            ? new(null, answer.Version ?? options?.UnlessVersion, true)
            : new(Wire.TryRead<T>(answer.Body!) ?? throw new UnexpectedAnswerException(path), answer.Version, false) { Json = answer.Body! };
    }

    private async IAsyncEnumerable<T> WalkAsync<T>(
        string path, (string Name, string? Value)[] query, ReadOptions? options, [EnumeratorCancellation] CancellationToken cancel)
    {
        var size = (options ??= new()).PageSize.ToString(CultureInfo.InvariantCulture);
        for (string? after = null; ;)
        {
            var answer = await AskAsync(path, [.. query, ("limit", size), ("after", after)], options, cancel);
            var page = Wire.TryRead<Page<T>>(answer.Body!) ?? throw new UnexpectedAnswerException(path);
            foreach (var item in page.Items)
            {
                yield return item;
            }

            if ((after = page.Next) is null)
            {
                yield break;
            }
        }
    }

    private async Task<Attempt> AskAsync(string path, (string Name, string? Value)[] query, ReadOptions options, CancellationToken cancel)
    {
        var address = Address(path, [.. query, ("min_position", Text(options.MinPosition))]);
        var beyond = options.MinPosition is null ? TimeSpan.Zero : options.Wait ?? TimeSpan.FromSeconds(10);
        var last = await _retries.RunAsync(attempts => _courier.AskAsync(() => Request(address, options), beyond, attempts), null, cancel);
        return last switch
        {
            { Body: not null } => last,
            { Problem: { Retryable: not Retryable.SameKey } problem } => throw new LedgerRefusedException(problem),
            _ => throw new LedgerUnavailableException(last.Why),
        };
    }

    private string Address(string path, (string Name, string? Value)[] query)
    {
        var address = new StringBuilder(_courier.Book);
        address.Append(path.Length > 0 ? "/" : "").Append(path);
        var mark = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        foreach (var (name, value) in query.Where(parameter => parameter.Value is not null))
        {
            address.Append(mark).Append(name).Append('=').Append(Uri.EscapeDataString(value!));
            mark = '&';
        }

        return address.ToString();
    }

    private static HttpRequestMessage Request(string address, ReadOptions options)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (options.Wait is { } wait)
        {
            request.Headers.Add("Prefer", string.Create(CultureInfo.InvariantCulture, $"wait={wait.TotalSeconds:0}"));
        }

        if (options.UnlessVersion is { } version)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", string.Create(CultureInfo.InvariantCulture, $"\"v{version}\""));
        }

        return request;
    }
}
