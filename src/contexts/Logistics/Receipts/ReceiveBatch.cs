using Ledger.Logistics.Batches;
using Wolverine.Http;

namespace Ledger.Logistics.Receipts;

/// <summary>Tells what arrived of a batch.</summary>
/// <param name="Serials">What was seen, whether advised or not; absent means everything that is still in transit.</param>
/// <param name="Damaged">Those of the units seen that are damaged.</param>
/// <param name="Final">Nothing more is expected: what was advised and not seen is missing. False for a part.</param>
[Allows(Roles.Customer)]
public sealed record ReceiveBatch(
    string Batch, [property: DocumentNumber] string Receipt, IReadOnlyList<string>? Serials = null, IReadOnlyList<string>? Damaged = null, bool Final = true, DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class ReceiveBatchValidator : CommandValidator<ReceiveBatch>
{
    public ReceiveBatchValidator()
    {
        RuleFor(c => c.Batch).Number();
        RuleFor(c => c.Receipt).Number();
        RuleFor(c => c.Serials).Serials(mayBeEmpty: true);
        RuleFor(c => c.Damaged).Serials(mayBeEmpty: true);
    }
}

public static class ReceiveBatchEndpoint
{
    [WolverinePost("/books/{book}/batches/receive")]
    public static async Task<Answer> Post(ReceiveBatch command, LedgerSession ledger, IAgreements agreements, IUnits units, CancellationToken ct)
    {
        var stream = await ledger.OpenAsync<Batch>(Batch.Key(command.Batch), ct);
        IReadOnlyList<UnitAt> located = stream.State is { } batch
            ? await units.LocateAsync(ledger.Book, batch.Product, [.. batch.Outstanding.Union(command.Serials ?? [])], ct)
            : [];
        var parties = stream.State?.Despatch is { } despatch ? await agreements.PartiesAsync(ledger.Book, AgreementLineKey.AgreementOf(despatch.Line), ct) : null;
        return await stream.RecordAsync(Decide(stream.State, command, located, ledger.When(command), ledger.Caller?.Party, parties));
    }

    /// <param name="located">Where the outstanding and the seen units are; one that the book does not know is absent.</param>
    /// <param name="by">Party that sends it; null where nobody outside does.</param>
    /// <param name="parties">Whose the agreement behind the order is.</param>
    public static Decision Decide(Batch? batch, ReceiveBatch command, IReadOnlyList<UnitAt> located, DateTimeOffset when, string? by = null, AgreementParties? parties = null)
    {
        switch (batch)
        {
            case null:
                return Decision.Refuse(LogisticsProblems.UnknownBatch, $"There is no batch {command.Batch}.");
            case { State: BatchState.Registered }:
                return Decision.Refuse(LogisticsProblems.NotShipped, $"The batch {command.Batch} has not been shipped.");
            case var b when Owner.Refuse(by, $"Receiving {b.Number}", parties?.Customer) is { } foreign:
                return foreign;
            case var b when b.Receipts.Contains(command.Receipt):
                return Decision.Refuse(Problems.AlreadyRecorded, $"The receipt {command.Receipt} of {command.Batch} has been recorded before.");
        }

        var arrival = Arrival.Of(batch, command, located);
        return arrival.Refusal is { } refusal ? refusal : Record(batch, command, arrival, when);
    }

    private static Decision Record(Batch batch, ReceiveBatch command, Arrival arrival, DateTimeOffset when)
    {
        var (site, order, line) = (batch.Despatch!.To, batch.Despatch.Order, batch.Despatch.OrderLine);
        var received = new BatchReceived(
            batch.Number, command.Receipt, site, command.Final, arrival.AdvisedUnits, arrival.Discrepancies, arrival.MovementsTo(site, batch.Number), when);
        var decision = Decision.Accept(received)
            .Tell(new Contracts.Messages.BatchReceived(batch.Number, command.Receipt, order, line, arrival.AdvisedUnits, when));
        return arrival.Discrepancies.Count == 0 ? decision : decision.Tell(new Contracts.Messages.DiscrepancyReported(
            batch.Number, command.Receipt, order, line, arrival.Missing.Count, arrival.Damaged.Count, arrival.NotAdvised.Count, when));
    }
}
