using Marten;
using Microsoft.AspNetCore.Http;
using Wolverine.Http;

namespace Ledger.Deployment.Racks;

/// <summary>Reads of racks.</summary>
public static class RackEndpoints
{
    /// <summary>Lists the book's racks.</summary>
    [WolverineGet("/books/{book}/racks", OperationId = "ListRacks")]
    [Allows(RoleSets.Readers)]
    [Answers<Page<RackSummary>>]
    public static Task<IResult> List(HttpRequest request, IQuerySession session, CancellationToken ct) =>
        session.PageAsync<RackSummary>(request, r => r.Id, ct);

    /// <summary>Returns a rack: its units, its tests and its history of states.</summary>
    [WolverineGet("/books/{book}/racks/{rack}", OperationId = "ReadRack")]
    [Allows(RoleSets.Readers)]
    [Answers<RackView>(TakesForm = true, From = ReadFrom.Stream)]
    public static Task<IResult> Get(string rack, HttpContext context, IQuerySession session, CancellationToken ct) =>
        session.StreamViewAsync<RackView>(context, Rack.KeyOf(rack), DeploymentProblems.UnknownRack, ct);
}
