using Marten;
using Microsoft.AspNetCore.Http;
using Wolverine.Http;

namespace Ledger.Access.Apps;

public static class AppReads
{
    /// <summary>Lists the apps of the book's parties.</summary>
    [WolverineGet("/books/{book}/apps", OperationId = "ListApps")]
    [Allows(Roles.Auditor | Roles.Operator, InOperatorRoom = true)]
    [Answers<Page<App>>]
    public static Task<IResult> Apps(HttpRequest request, IQuerySession session, CancellationToken ct) => session.PageAsync<App>(request, a => a.Id, ct);
}
