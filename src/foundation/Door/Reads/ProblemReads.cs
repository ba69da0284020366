using Ledger.Door.Refusals;
using Ledger.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Door.Reads;

/// <summary>Where a problem's <c>type</c> leads to.</summary>
public static class ProblemReads
{
    public static void MapProblems(this IEndpointRouteBuilder app)
    {
        // Asked for now, so that a catalogue that contradicts itself is found at the start and not at the first problem.
        app.ServiceProvider.GetRequiredService<ProblemCatalogue>();
        app.MapGet("/problems", List).WithName("ListProblems");
        app.MapGet("/problems/{code}", Read).WithName("ReadProblem");
    }

    /// <summary>Lists all problem codes.</summary>
    [Answers<Page<ProblemCode>>(IsWhole = true)]
    private static IResult List(ProblemCatalogue catalogue) => Views.Json(new Page<ProblemCode>([.. catalogue.All], null));

    /// <summary>Returns what a problem code means, and whether the request may be sent again.</summary>
    [Answers<ProblemCode>]
    private static IResult Read(string code, ProblemCatalogue catalogue) => catalogue.Find(code) is { } problem
        ? Views.Json(problem)
        : Problem.Of(Problems.UnknownProblem, "The ledger has no problem with this code. GET /problems lists them.");
}
