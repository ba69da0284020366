using Ledger.Platform.Http;
using Marten;
using Microsoft.AspNetCore.Http;
using Wolverine.Http;

namespace Ledger.Deployment.RackModels;

/// <summary>Reads of rack models.</summary>
public static class RackModelEndpoints
{
    [WolverineGet("/books/{book}/rack-models")]
    public static Task<IResult> List(HttpRequest request, IQuerySession session, CancellationToken ct) =>
        session.PageAsync<RackModel>(request, m => m.Id, ct);

    [WolverineGet("/books/{book}/rack-models/{model}")]
    public static Task<IResult> Get(string model, HttpContext context, IQuerySession session, CancellationToken ct) =>
        session.StreamViewAsync<RackModel>(context, RackModel.KeyOf(model), DeploymentProblems.UnknownModel, ct);
}
