using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.TestHost;

namespace Ledger.Http.Tests;

/// <summary>Gives each command an idempotency key of its own, alone or as a line, where the test has not given it one.</summary>
public sealed partial class Keyed(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    public const string Header = "Idempotency-Key";

    /// <summary>Set on a request that the test wants sent without.</summary>
    public static readonly HttpRequestOptionsKey<bool> AsItStands = new("as-it-stands");

    /// <summary>The address as it is sent, which the server of the tests does not show to the host; a real one does.</summary>
    private const string SentTarget = "X-Sent-Target";

    public static HttpClient Client(TestServer server) => new(new Keyed(server.CreateHandler(TellTarget))) { BaseAddress = server.BaseAddress };

    /// <summary>The lines, each with a key of its own.</summary>
    public static string Lines(string lines) => Typed().Replace(lines, line => $"{line.Value},\"key\":\"{Guid.NewGuid():N}\"");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.TryAddWithoutValidation(SentTarget, request.RequestUri!.PathAndQuery);
        if (request.Options.TryGetValue(AsItStands, out var asItStands) && asItStands)
        {
            return await base.SendAsync(request, cancellationToken);
        }

        if (request.Method == HttpMethod.Post && request.Content?.Headers.ContentType?.MediaType == "application/x-ndjson" && request.Content is StringContent)
        {
            var type = request.Content.Headers.ContentType;
            var lines = Encoding.UTF8.GetBytes(Lines(await request.Content.ReadAsStringAsync(cancellationToken)));
            request.Content = new ByteArrayContent(lines) { Headers = { ContentType = type } };
        }
        else if (request.Method == HttpMethod.Post && !request.Headers.Contains(Header))
        {
            request.Headers.Add(Header, Guid.NewGuid().ToString("N"));
        }

        return await base.SendAsync(request, cancellationToken);
    }

    private static void TellTarget(HttpContext context)
    {
        if (context.Request.Headers.Remove(SentTarget, out var target))
        {
            context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = target.ToString();
        }
    }

    /// <summary>The type that a line starts with, where no key follows it.</summary>
    [GeneratedRegex("""^\{"type":"\w+"(?!\s*,\s*"key")""", RegexOptions.Multiline)]
    private static partial Regex Typed();
}
