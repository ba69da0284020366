using Marten;
using Microsoft.AspNetCore.Http;

namespace Ledger.Platform.Http;

/// <summary>Answers of reads.</summary>
public static class Views
{
    public static IResult Json<T>(T view) => Results.Json(view, JsonEdge.Options);

    /// <summary>One stream as it is at this moment, folded from its events, with its version as ETag; 404 with the code when there is none.</summary>
    public static async Task<IResult> StreamViewAsync<T>(this IQuerySession session, HttpContext context, string key, ProblemCode unknown, CancellationToken ct)
        where T : class
    {
        var state = await session.Events.FetchStreamStateAsync(key, ct);
        if (state is not null && NotModified.Is(context.Request, Preconditions.ETag(state.Version)))
        {
            return NotModified.Answer(context, Preconditions.ETag(state.Version));
        }

        var view = state is null ? null : await session.Events.AggregateStreamAsync<T>(key, version: state.Version, token: ct);
        if (view is null)
        {
            return Problem.Of(unknown, "Nothing is recorded under this id in this book.");
        }

        context.Response.Headers.ETag = Preconditions.ETag(state!.Version);
        return Json(view);
    }
}
