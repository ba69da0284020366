using Ledger.Contracts.Ports;
using Ledger.Door.Refusals;
using Ledger.Door.Requests;
using Ledger.Kernel;
using Ledger.Store;
using Marten;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Door.Reads;

/// <summary>Answers of reads.</summary>
public static class Views
{
    public static IResult Json<T>(T view) => Results.Json(view, JsonEdge.Options);

    /// <summary>
    /// One stream, folded from its events, with what was declared erroneous of it; 404 with the code when there is none. As it is now it has its version as
    /// ETag; what it was at a moment past has none, for nothing can be decided on it.
    /// </summary>
    public static async Task<IResult> StreamViewAsync<T>(this IQuerySession session, HttpContext context, string key, ProblemCode unknown, CancellationToken ct)
        where T : class
    {
        var (form, problem) = Forms.Read(context.Request);
        (var moment, problem) = problem is null ? await Moments.ReadAsync(context, ct) : (Moment.Now, problem);
        if (problem is not null)
        {
            return problem;
        }

        if (await session.Events.FetchStreamStateAsync(key, ct) is not { } state)
        {
            return Problem.Of(unknown, "This book has nothing with this id.");
        }

        // A declaration changes what is shown without a new version of the stream.
        var declarations = moment.Known(await context.RequestServices.GetRequiredService<IDeclarations>().OfStreamAsync(session.TenantId, key, ct));
        if (moment.IsNow && declarations.Count == 0 && NotModified.Is(context.Request, Preconditions.ETag(state.Version)))
        {
            return NotModified.Answer(context, Preconditions.ETag(state.Version));
        }

        var view = moment.IsNow && (form == Form.Recorded || declarations.Count == 0)
            ? await session.Events.AggregateStreamAsync<T>(key, version: state.Version, token: ct)
            : await session.FoldAsync<T>(key, moment, form == Form.Corrected ? declarations : [], ct);
        if (view is null)
        {
            return form == Form.Corrected && await session.FoldAsync<T>(key, moment, ct) is not null
                ? Problem.Of(Problems.DeclaredErroneous, $"What it began with was declared erroneous. {Forms.Parameter.Name}=recorded shows it all the same.")
                : Problem.Of(unknown, "This book had nothing with this id at that moment.");
        }

        if (declarations.Count > 0 && view is IShowsDeclarations shown)
        {
            shown.Declarations = declarations;
        }

        if (moment.IsNow)
        {
            context.Response.Headers.ETag = Preconditions.ETag(state.Version);
        }

        return Json(view);
    }
}
