using Marten;
using Microsoft.AspNetCore.Http;
using Wolverine.Http;

namespace Ledger.Agreements.Agreements;

public static class AgreementReads
{
    /// <summary>Lists the book's agreements.</summary>
    [WolverineGet("/books/{book}/agreements", OperationId = "ListAgreements")]
    [Allows(RoleSets.Commercial)]
    [Answers<Page<Agreement>>(From = ReadFrom.Committed)]
    public static Task<IResult> All(HttpRequest request, IQuerySession session, CancellationToken ct) =>
        session.PageAsync<Agreement>(request, a => a.Id, ct);

    /// <summary>Returns an agreement: its lines, milestones and substitutions.</summary>
    [WolverineGet("/books/{book}/agreements/{agreement}", OperationId = "ReadAgreement")]
    [Allows(RoleSets.Commercial)]
    [Answers<Agreement>(TakesForm = true, From = ReadFrom.Stream)]
    public static Task<IResult> One(string agreement, HttpContext context, IQuerySession session, CancellationToken ct) =>
        session.StreamViewAsync<Agreement>(context, Agreement.KeyOf(agreement), AgreementProblems.UnknownAgreement, ct);
}
