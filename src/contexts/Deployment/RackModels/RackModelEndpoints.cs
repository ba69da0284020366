using Marten;
using Microsoft.AspNetCore.Http;
using Wolverine.Http;

namespace Ledger.Deployment.RackModels;

/// <summary>Reads of rack models.</summary>
public static class RackModelEndpoints
{
    /// <summary>Lists the book's rack models.</summary>
    [WolverineGet("/books/{book}/rack-models", OperationId = "ListRackModels")]
    [Allows(RoleSets.Readers)]
    [Answers<Page<RackModel>>(From = ReadFrom.Committed)]
    public static Task<IResult> List(HttpRequest request, IQuerySession session, CancellationToken ct) =>
        session.PageAsync<RackModel>(request, m => m.Id, ct);

    /// <summary>Returns a rack model: its bill of materials.</summary>
    [WolverineGet("/books/{book}/rack-models/{model}", OperationId = "ReadRackModel")]
    [Allows(RoleSets.Readers)]
    [Answers<RackModel>(From = ReadFrom.Stream)]
    public static Task<IResult> Get(string model, HttpContext context, IQuerySession session, CancellationToken ct) =>
        session.StreamViewAsync<RackModel>(context, RackModel.KeyOf(model), DeploymentProblems.UnknownModel, ct);
}
