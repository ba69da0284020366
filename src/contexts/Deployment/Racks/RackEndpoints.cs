using Ledger.Platform.Http;
using Marten;
using Microsoft.AspNetCore.Http;
using Wolverine.Http;

namespace Ledger.Deployment.Racks;

/// <summary>Reads of racks.</summary>
public static class RackEndpoints
{
    [WolverineGet("/books/{book}/racks")]
    public static Task<IResult> List(HttpRequest request, IQuerySession session, CancellationToken ct) =>
        session.PageAsync<RackSummary>(request, r => r.Id, ct);

    [WolverineGet("/books/{book}/racks/{rack}")]
    public static Task<IResult> Get(string rack, HttpContext context, IQuerySession session, CancellationToken ct) =>
        session.StreamViewAsync<RackView>(context, Rack.KeyOf(rack), DeploymentProblems.UnknownRack, ct);
}
