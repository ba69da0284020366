using Ledger.Kernel;
using Microsoft.AspNetCore.Diagnostics;

namespace Ledger.Door.Refusals;

/// <summary>Gives a problem body to answers that the framework would leave empty: unknown addresses, wrong methods.</summary>
public static class StatusProblems
{
    public static Task WriteAsync(StatusCodeContext status) => status.HttpContext.Response.StatusCode switch
    {
        404 => Problem.Of(Problems.UnknownAddress, "See /docs for the available addresses.").ExecuteAsync(status.HttpContext),
        405 => Problem.Of(Problems.MethodNotAllowed, "See /docs.").ExecuteAsync(status.HttpContext),
        408 => Problem.Of(Problems.BodyTooSlow, "Nothing was recorded.").ExecuteAsync(status.HttpContext),
        413 => Problem.Of(Problems.BodyTooLarge, "Nothing was recorded.").ExecuteAsync(status.HttpContext),
        415 => Problem.Of(Problems.UnsupportedMediaType, "Send commands as application/json and bulk requests as application/x-ndjson.")
            .ExecuteAsync(status.HttpContext),
        var code and >= 400 and < 500 => (Problem.Of(Problems.InvalidQuery, "See /docs.") with { Status = code }).ExecuteAsync(status.HttpContext),
        _ => Task.CompletedTask,
    };
}
