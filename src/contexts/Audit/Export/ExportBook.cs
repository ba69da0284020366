using Ledger.Audit.Log;
using Ledger.Audit.Log.Reads;
using Ledger.Audit.Log.Statuses;
using Ledger.Audit.Witnesses;
using Ledger.Door.Requests;
using Ledger.Sealing.Notes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Wolverine.Http;

namespace Ledger.Audit.Export;

public static class ExportBook
{
    /// <summary>
    /// Exports the whole book as one zip that can be verified without the ledger: log, events and views. As of the newest head, or of an earlier log size.
    /// </summary>
    [WolverineGet("/books/{book}/export", OperationId = "ExportBook")]
    [Allows(Roles.Auditor | Roles.Operator)]
    [Answers<string>(As = BundleResult.ContentType, From = ReadFrom.Committed)]
    [Query<long>("upto", "The log size to export at; the newest head when omitted.")]
    public static async Task<IResult> Export(
        string book, HttpContext context, NpgsqlDataSource database, ProvenViews views, ExportPlaces places, LogRows rows,
        PublishedPolicy published, IConfidentialTerms terms, TimeProvider clock)
    {
        var (upto, problem) = HeadReads.Number(context.Request, "upto");
        if (problem is not null)
        {
            return problem;
        }

        if (upto is not null && (upto == 0 || await rows.HeadAsync(book, upto, context.RequestAborted) is null))
        {
            return Problem.Of(LogProblems.UnknownHead, $"No head of this log has {upto} leaves.");
        }

        if (places.TryTake() is not { } place)
        {
            context.Response.Headers.RetryAfter = "10";
            return Problem.Of(ExportProblems.TooManyExports, $"At most {ExportLimits.AtOnceMax} exports can run at the same time. Try again later.");
        }

        var isHandedOver = false;
        try
        {
            var policies = context.RequestServices.GetService<IBookPolicy>();
            if (await ExportSnapshot.OpenAsync(database, views, policies, book, upto, clock, context.RequestAborted) is not { } snapshot)
            {
                return Problem.Of(ExportProblems.NothingSealed, "Try again in a few seconds.");
            }

            var entitled = await terms.OfAsync(book, Caller.Of(context)!, context.RequestAborted);
            var policy = await published.OfAsync(book, context.RequestAborted) ?? snapshot.Policy ?? WitnessPolicy.All([], []);
            isHandedOver = true;
            return new BundleResult(snapshot, views, entitled, place, policy, context.RequestServices.GetRequiredService<ILogger<BundleResult>>());
        }
        finally
        {
            if (!isHandedOver)
            {
                place.Dispose();
            }
        }
    }
}
