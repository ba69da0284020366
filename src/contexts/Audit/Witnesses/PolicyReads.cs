using Ledger.Audit.Log;
using Microsoft.AspNetCore.Http;
using Wolverine.Http;

namespace Ledger.Audit.Witnesses;

public static class PolicyReads
{
    /// <summary>
    /// Returns the book's policy (C2SP tlog-policy): the log's keys and all appointed witnesses, whose signatures its heads need. This is the operator's own
    /// claim; auditors should pin their own copy.
    /// </summary>
    [WolverineGet("/books/{book}/log/policy", OperationId = "ReadPolicy")]
    [Allows(RoleSets.Everyone)]
    [Answers<string>(As = "text/plain", From = ReadFrom.Committed)]
    public static async Task<IResult> Policy(string book, PublishedPolicy published, CancellationToken ct) => await published.OfAsync(book, ct) is { } policy
        ? Results.Text(policy.ToString(), "text/plain")
        : Problem.Of(LogProblems.LogKeyMissing, "This host's key file does not contain all of the book's log keys.");
}
