using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace Ledger.Door.Requests;

/// <summary>Reads a body into memory, never more of it than allowed.</summary>
public static class RequestBody
{
    /// <summary>Room for 10,000 serials of 32 characters, quoted and indented, twice over.</summary>
    public const int CommandBytesMax = 2 * 1024 * 1024;

    /// <summary>A command's body is sent in this time, or it is none.</summary>
    public const int SecondsMax = 30;

    /// <summary>Is the body sent as this type? Who does not say what it is means what the address takes; a parameter of the type is not looked at.</summary>
    public static bool IsOf(HttpRequest request, string contentType) => request.ContentType is not { } type
        || (MediaTypeHeaderValue.TryParse(type, out var sent) && sent.MediaType.Equals(contentType, StringComparison.OrdinalIgnoreCase));

    /// <exception cref="BadHttpRequestException">It did not arrive in time.</exception>
    /// <returns>The body, rewound; null when it is larger than <paramref name="bytesMax"/>.</returns>
    public static async Task<MemoryStream?> ReadAsync(HttpRequest request, int bytesMax, CancellationToken ct)
    {
        if (request.ContentLength > bytesMax)
        {
            return null;
        }

        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(SecondsMax), request.HttpContext.RequestServices.GetRequiredService<TimeProvider>());
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct, late.Token);
        var body = new MemoryStream((int)(request.ContentLength ?? 0));
        var buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            int read;
            while ((read = await request.Body.ReadAsync(buffer, patience.Token)) > 0)
            {
                if (body.Length + read > bytesMax)
                {
                    return null;
                }

                body.Write(buffer, 0, read);
            }
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new BadHttpRequestException("The body did not arrive in time.", StatusCodes.Status408RequestTimeout);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        body.Position = 0;
        return body;
    }
}
