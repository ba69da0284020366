using FluentValidation;
using Ledger.Logistics.Batches;
using Wolverine.Http;

namespace Ledger.Logistics.Transport;

/// <summary>
/// Reports the transport status of a batch (X12 214, UN/EDIFACT IFTSTA). A report may come later than the receipt: a proof of delivery often does.
/// </summary>
/// <param name="Report">The carrier's own number of the report, used once a batch.</param>
/// <param name="Place">Where: a site of the book by its code, or any other place by its name.</param>
/// <param name="EstimatedArrival">When the carrier now expects to deliver.</param>
[Allows(Roles.Carrier)]
[Sample("""{"batch":"B-1","report":"T-1","status":"delayed","place":"PDX1","note":"storm","estimatedArrival":"2026-05-09T10:00:00Z"}""")]
public sealed record ReportTransport(
    string Batch, [property: DocumentNumber(IsPartOfSeries = true)] string Report, TransportStatus Status, string? Place = null, string? Note = null,
    DateTimeOffset? EstimatedArrival = null, DateTimeOffset? OccurredAt = null)
    : ICommand;

public sealed class ReportTransportValidator : CommandValidator<ReportTransport>
{
    public ReportTransportValidator()
    {
        RuleFor(c => c.Batch).DocumentName();
        RuleFor(c => c.Report).Number();
        RuleFor(c => c.Place).Text(200);
        RuleFor(c => c.Note).Text();
        RuleFor(c => c.Note).NotNull().When(c => c.Status == TransportStatus.Exception).WithErrorCode("note-missing").WithMessage("An exception needs a note.");
        RuleFor(c => c.EstimatedArrival).Must(at => at is null or { Year: >= 2000 and < 2100 })
            .WithErrorCode("date-out-of-range").WithMessage("Must be a time between 2000 and 2100.");
    }
}

public static class ReportTransportEndpoint
{
    /// <summary>Every report of a batch is read again for the next one, so their number is bounded.</summary>
    public const int ReportsMax = 500;

    [WolverinePost("/books/{book}/batches/transport")]
    public static async Task<Answer> Post(ReportTransport command, Deal deal)
    {
        var stream = await deal.Open<Batch>(Batch.Key(command.Batch));
        return await stream.RecordAsync(Decide(command, stream.State, deal.Told(command)));
    }

    public static Decision Decide(ReportTransport command, Batch? batch, Told told)
    {
        switch (batch)
        {
            case null:
                return Decision.Refuse(LogisticsProblems.UnknownBatch, $"Batch {command.Batch} does not exist in this book.");
            case { Shipment: null }:
                return Decision.Refuse(LogisticsProblems.NotShipped, $"Batch {command.Batch} has not been shipped yet.");
            case var b when Owner.Refuse(told.By, $"report on the transport of batch {command.Batch}", b.Shipment.Carrier) is { } refusal:
                return refusal;
            case var b when b.Reports.Contains(command.Report):
                return Decision.Refuse(Problems.AlreadyRecorded, $"Report {command.Report} on batch {command.Batch} is already recorded.");
        }

        return batch.Reports.Count < ReportsMax
            ? Decision.Accept(new TransportReported(
                batch.Number, batch.Shipments, command.Report, command.Status, command.Place, command.Note, command.EstimatedArrival?.ToUniversalTime(),
                told.When))
            : Decision.Refuse(LogisticsProblems.TooManyReports, $"A batch can have at most {ReportsMax} transport reports.");
    }
}
