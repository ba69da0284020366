using Ledger.Audit.Log;
using Ledger.Audit.Log.Keys;
using Ledger.Platform.Http;
using Ledger.Platform.OpenApi;
using Ledger.Sealing.Notes;
using Marten;
using Microsoft.AspNetCore.Http;
using Wolverine.Http;

namespace Ledger.Audit.Witnesses;

public static class PolicyReads
{
    /// <summary>Whose signatures the heads of the book's log need (C2SP tlog-policy): the keys of the log, and all appointed witnesses. It is what the operator says; an auditor pins his own copy.</summary>
    [WolverineGet("/books/{book}/log/policy", OperationId = "ReadPolicy")]
    [Answers<string>(As = "text/plain", From = ReadFrom.Committed)]
    public static async Task<IResult> Policy(string book, IQuerySession session, LogKeys keys, CancellationToken ct)
    {
        var rotations = (await session.Events.AggregateStreamAsync<LogKey>(LogKey.Key, token: ct))?.Rotations ?? 0;
        var logs = Enumerable.Range(1, rotations + 1).Select(generation => keys.Find(book, generation)).ToList();
        if (logs.Contains(null))
        {
            return Problem.Of(LogProblems.LogKeyMissing, "The key file of this host does not hold all keys of this book.");
        }

        var roster = await session.LoadAsync<WitnessRoster>(WitnessRoster.Key, ct);
        var policy = WitnessPolicy.All([.. logs.Select(log => VerifierKey.Parse(log!))], [.. roster?.Witnesses.Select(witness => witness.InPolicy) ?? []]);
        return Results.Text(policy.ToString(), "text/plain");
    }
}
