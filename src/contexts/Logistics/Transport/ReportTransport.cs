using FluentValidation;
using Ledger.Logistics.Batches;
using Wolverine.Http;

namespace Ledger.Logistics.Transport;

/// <summary>The carrier reports how a batch that is under way is faring (X12 214, UN/EDIFACT IFTSTA).</summary>
/// <param name="Report">The carrier's own number of the report, used once a batch.</param>
/// <param name="Place">Where: a site of the book by its code, or any other place by its name.</param>
/// <param name="EstimatedArrival">When the carrier now expects to deliver.</param>
[Allows(Roles.Carrier)]
public sealed record ReportTransport(
    string Batch, [property: DocumentNumber(IsPartOfSeries = true)] string Report, TransportStatus Status, string? Place = null, string? Note = null, DateTimeOffset? EstimatedArrival = null, DateTimeOffset? OccurredAt = null)
    : ICommand;

public sealed class ReportTransportValidator : CommandValidator<ReportTransport>
{
    public ReportTransportValidator()
    {
        RuleFor(c => c.Batch).Number();
        RuleFor(c => c.Report).Number();
        RuleFor(c => c.Place).Text(200);
        RuleFor(c => c.Note).Text();
        RuleFor(c => c.Note).NotNull().When(c => c.Status == TransportStatus.Exception).WithErrorCode("note-missing").WithMessage("An exception is told in a note.");
        RuleFor(c => c.EstimatedArrival).Must(at => at is null or { Year: >= 2000 and < 2100 })
            .WithErrorCode("date-out-of-range").WithMessage("A time between 2000 and 2100 is expected.");
    }
}

public static class ReportTransportEndpoint
{
    /// <summary>Every report of a batch is read again for the next one, so their number is bounded.</summary>
    public const int ReportsMax = 500;

    [WolverinePost("/books/{book}/batches/transport")]
    public static async Task<Answer> Post(ReportTransport command, LedgerSession ledger, CancellationToken ct)
    {
        var stream = await ledger.OpenAsync<Batch>(Batch.Key(command.Batch), ct);
        return await stream.RecordAsync(Decide(stream.State, command, ledger.Caller?.Party, ledger.When(command)));
    }

    /// <param name="by">Party that reports; null where nobody outside does.</param>
    public static Decision Decide(Batch? batch, ReportTransport command, string? by, DateTimeOffset when)
    {
        switch (batch)
        {
            case null:
                return Decision.Refuse(LogisticsProblems.UnknownBatch, $"There is no batch {command.Batch}.");
            case { Despatch: null }:
                return Decision.Refuse(LogisticsProblems.NotShipped, $"The batch {command.Batch} has not been shipped.");
            case var b when Owner.Refuse(by, $"The transport of {command.Batch}", b.Despatch.Carrier) is { } refusal:
                return refusal;
            case var b when b.Reports.Contains(command.Report):
                return Decision.Refuse(Problems.AlreadyRecorded, $"The report {command.Report} on {command.Batch} has been recorded before.");
            case { State: BatchState.Received }:
                return Decision.Refuse(LogisticsProblems.NotUnderWay, $"Nothing of {command.Batch} is under way any more.");
        }

        return batch.Reports.Count < ReportsMax
            ? Decision.Accept(new TransportReported(
                batch.Number, batch.Shipments, command.Report, command.Status, command.Place, command.Note, command.EstimatedArrival?.ToUniversalTime(), when))
            : Decision.Refuse(LogisticsProblems.TooManyReports, $"A batch has room for {ReportsMax} transport reports.");
    }
}
