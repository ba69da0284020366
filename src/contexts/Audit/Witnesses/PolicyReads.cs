using Ledger.Audit.Log;
using Microsoft.AspNetCore.Http;
using Wolverine.Http;

namespace Ledger.Audit.Witnesses;

public static class PolicyReads
{
    /// <summary>Whose signatures the heads of the book's log need (C2SP tlog-policy): the keys of the log, and all appointed witnesses. It is what the operator says; an auditor pins his own copy.</summary>
    [WolverineGet("/books/{book}/log/policy", OperationId = "ReadPolicy")]
    [Allows(RoleSets.Everyone)]
    [Answers<string>(As = "text/plain", From = ReadFrom.Committed)]
    public static async Task<IResult> Policy(string book, PublishedPolicy published, CancellationToken ct) => await published.OfAsync(book, ct) is { } policy
        ? Results.Text(policy.ToString(), "text/plain")
        : Problem.Of(LogProblems.LogKeyMissing, "The key file of this host does not hold all keys of this book.");
}
