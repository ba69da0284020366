using Ledger.Platform.Http;
using Marten;
using Microsoft.AspNetCore.Http;
using Wolverine.Http;

namespace Ledger.Agreements.Agreements;

public static class AgreementReads
{
    [WolverineGet("/books/{book}/agreements")]
    public static Task<IResult> All(HttpRequest request, IQuerySession session, CancellationToken ct) =>
        session.PageAsync<Agreement>(request, a => a.Id, ct);

    [WolverineGet("/books/{book}/agreements/{agreement}")]
    public static Task<IResult> One(string agreement, HttpContext context, IQuerySession session, CancellationToken ct) =>
        session.StreamViewAsync<Agreement>(context, Agreement.KeyOf(agreement), AgreementProblems.UnknownAgreement, ct);
}
