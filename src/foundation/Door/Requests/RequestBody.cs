using System.Buffers;
using Ledger.Door.Places;
using Ledger.Door.Refusals;
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

    private const int AnnouncedBytesMax = 64 * 1024;

    /// <summary>Is the body sent as this type? Who does not say what it is means what the address takes; a parameter of the type is not looked at.</summary>
    public static bool IsOf(HttpRequest request, string contentType) => request.ContentType is not { } type
        || (MediaTypeHeaderValue.TryParse(type, out var sent) && sent.MediaType.Equals(contentType, StringComparison.OrdinalIgnoreCase));

    /// <summary>A body that is not there yet is waited for outside the request's <see cref="Place"/>.</summary>
    /// <exception cref="BadHttpRequestException">It did not arrive in time.</exception>
    /// <exception cref="TurnedAway">Too many are waited for already, or there is no place for the request now that its body is there.</exception>
    /// <returns>The body, rewound; null when it is larger than <paramref name="bytesMax"/>.</returns>
    public static async Task<MemoryStream?> ReadAsync(HttpRequest request, int bytesMax, CancellationToken ct)
    {
        if (request.ContentLength > bytesMax)
        {
            return null;
        }

        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(SecondsMax), request.HttpContext.RequestServices.GetRequiredService<TimeProvider>());
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct, late.Token);
        // What is only announced takes no memory.
        var body = new MemoryStream((int)Math.Min(request.ContentLength ?? 0, AnnouncedBytesMax));
        IDisposable? waiting = null;
        var buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            while (true)
            {
                var reading = request.Body.ReadAsync(buffer, patience.Token).AsTask();
                if (!reading.IsCompleted && waiting is null)
                {
                    (waiting, var refused) = Leave(request.HttpContext);
                    if (refused is not null)
                    {
                        await patience.CancelAsync();
                        await ((Task)reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                        throw new TurnedAway(refused);
                    }
                }

                var read = await reading;
                if (read == 0)
                {
                    break;
                }

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
            waiting?.Dispose();
        }

        if (waiting is not null && !await Place.Of(request.HttpContext)!.TakeAsync(ct))
        {
            throw new TurnedAway(TurnedAway.Overloaded);
        }

        body.Position = 0;
        return body;
    }

    private static (IDisposable? Waiting, Problem? Refused) Leave(HttpContext context)
    {
        if (Place.Of(context) is not { } place)
        {
            return (null, null);
        }

        place.GiveBack();
        return context.RequestServices.GetRequiredService<IWaitingRoom>().Enter(context);
    }
}
