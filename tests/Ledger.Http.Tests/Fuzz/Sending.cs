using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.TestHost;

namespace Ledger.Http.Tests.Fuzz;

/// <summary>What came back, and from which operation.</summary>
internal sealed record FuzzReply(int Status, string? ContentType, string? Text, string? Operation, IHeaderDictionary Headers);

/// <summary>Sends requests to the host as its server would pass them on: no client in between puts right what is odd.</summary>
internal sealed class Sending(TestServer server, IReadOnlyDictionary<string, string> callers)
{
    private static readonly TimeSpan StreamedMax = TimeSpan.FromMilliseconds(200);

    public async Task<FuzzReply> SendAsync(FuzzRequest request)
    {
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(100));
        var context = await server.SendAsync(context => Fill(context, request), enough.Token);
        var contentType = context.Response.ContentType?.Split(';')[0];
        if (contentType == "text/event-stream")
        {
            enough.CancelAfter(StreamedMax);
        }

        return new(
            context.Response.StatusCode, contentType, await ReadAsync(context.Response.Body, enough.Token), OperationOf(context), context.Response.Headers);
    }

    /// <summary>As the server reads an address: dot segments are gone, everything but a slash is unescaped.</summary>
    private static string Decoded(string path)
    {
        var segments = new List<string>();
        foreach (var segment in path[1..].Split('/').Select(s => Uri.UnescapeDataString(s.Replace("%2F", "%252F", StringComparison.OrdinalIgnoreCase))))
        {
            if (segment == "..")
            {
                segments = segments[..Math.Max(0, segments.Count - 1)];
            }
            else if (segment != ".")
            {
                segments.Add(segment);
            }
        }

        return "/" + string.Join('/', segments);
    }

    private void Fill(HttpContext context, FuzzRequest request)
    {
        context.Request.Method = request.Method;
        context.Request.Path = new PathString(Decoded(request.Path));
        context.Request.QueryString = new QueryString(request.Query.Length == 0 ? "" : $"?{request.Query}");
        context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = request.Target;
        if (request.Caller.Length > 0)
        {
            context.Request.Headers.Authorization = $"Bearer {callers[request.Caller]}";
        }

        foreach (var (name, value) in request.Headers)
        {
            context.Request.Headers.Append(name, value);
        }

        if (request.Body is { } body)
        {
            context.Request.Body = new MemoryStream(body, writable: false);
            context.Request.ContentLength = body.Length;
        }
    }

    private static string? OperationOf(HttpContext context) => Operations.NameOf(context.GetEndpoint());

    /// <returns>Null when there is no body.</returns>
    private static async Task<string?> ReadAsync(Stream body, CancellationToken ct)
    {
        using var read = new MemoryStream();
        try
        {
            await body.CopyToAsync(read, ct);
        }
        catch (OperationCanceledException) when (read.Length > 0)
        {
            // A stream that has no end of its own.
        }

        return read.Length == 0 ? null : Encoding.UTF8.GetString(read.ToArray());
    }
}
