using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Door.Permissions;

/// <summary>A request that goes on for hours must end soon after the key or token does that it was let in with.</summary>
public static class LongRequests
{
    /// <summary>With the time that a key is remembered for, this stays within the five seconds in which a revocation must work.</summary>
    public static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(1);

    /// <summary>Judges what the request bears again, as if it came now. The framework would give the answer of the first time.</summary>
    public static async Task<bool> IsStillLetInAsync(HttpContext context)
    {
        await using var scope = context.RequestServices.CreateAsyncScope();
        var again = new DefaultHttpContext { RequestServices = scope.ServiceProvider, RequestAborted = context.RequestAborted };
        again.Request.Headers.Authorization = context.Request.Headers.Authorization;
        return (await again.AuthenticateAsync()).Succeeded;
    }
}
