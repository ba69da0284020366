using Ledger.Contracts.Ports;
using Marten;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Platform.Http;

/// <summary>Answers of reads.</summary>
public static class Views
{
    public static IResult Json<T>(T view) => Results.Json(view, JsonEdge.Options);

    /// <summary>One stream as it is at this moment, folded from its events, with its version as ETag and what was declared erroneous of it; 404 with the code when there is none.</summary>
    public static async Task<IResult> StreamViewAsync<T>(this IQuerySession session, HttpContext context, string key, ProblemCode unknown, CancellationToken ct)
        where T : class
    {
        var (form, problem) = Forms.Read(context.Request);
        if (problem is not null)
        {
            return problem;
        }

        if (await session.Events.FetchStreamStateAsync(key, ct) is not { } state)
        {
            return Problem.Of(unknown, "Nothing is recorded under this id in this book.");
        }

        // A declaration changes what is shown without a new version of the stream.
        var declarations = await context.RequestServices.GetRequiredService<IDeclarations>().OfStreamAsync(session.TenantId, key, ct);
        if (declarations.Count == 0 && NotModified.Is(context.Request, Preconditions.ETag(state.Version)))
        {
            return NotModified.Answer(context, Preconditions.ETag(state.Version));
        }

        var view = form == Form.Corrected && declarations.Count > 0
            ? await CorrectedFold.OfAsync<T>(session, key, state.Version, declarations, ct)
            : await session.Events.AggregateStreamAsync<T>(key, version: state.Version, token: ct);
        if (view is null)
        {
            return Problem.Of(Problems.DeclaredErroneous, $"What it began with was declared erroneous. {Forms.Parameter}=recorded shows it all the same.");
        }

        if (declarations.Count > 0 && view is IShowsDeclarations shown)
        {
            shown.Declarations = declarations;
        }

        context.Response.Headers.ETag = Preconditions.ETag(state.Version);
        return Json(view);
    }
}
