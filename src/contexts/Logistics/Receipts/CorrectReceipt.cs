using Ledger.Contracts.Messages;
using Ledger.Logistics.Batches;
using Wolverine.Http;

namespace Ledger.Logistics.Receipts;

/// <summary>
/// Takes back what receipts of a batch say about units that did not arrive: a serial was misread, or another unit was in the box. Possible while nothing else
/// has happened to the units.
/// </summary>
/// <param name="Correction">The number of the document.</param>
/// <param name="Serials">The units that were recorded as arrived, and were not seen.</param>
[Allows(Roles.Customer)]
[Sample("""{"batch":"B-1","correction":"RC-1","serials":["S1"],"reason":"label misread"}""")]
public sealed record CorrectReceipt(
    string Batch, [property: DocumentNumber] string Correction, IReadOnlyList<string> Serials, string Reason, DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class CorrectReceiptValidator : CommandValidator<CorrectReceipt>
{
    public CorrectReceiptValidator()
    {
        RuleFor(c => c.Batch).Number();
        RuleFor(c => c.Correction).Number();
        RuleFor(c => c.Serials).Serials();
        RuleFor(c => c.Reason).Text();
    }
}

/// <summary>What a correction is decided on.</summary>
/// <param name="Parties">Of the agreement that the order draws on; null when the batch is not shipped.</param>
/// <param name="Shipped">With which batches the units were shipped last.</param>
public sealed record CorrectReceiptCase(Batch? Batch, IReadOnlyList<UnitAt> Located, AgreementParties? Parties, IReadOnlyList<UnitsOfStream> Shipped);

public static class CorrectReceiptEndpoint
{
    [WolverinePost("/books/{book}/batches/correct-receipt")]
    public static async Task<Answer> Post(CorrectReceipt command, Deal deal)
    {
        var stream = await deal.Open<Batch>(Batch.Key(command.Batch));
        var located = deal.Locate(stream.State?.Product ?? "", command.Serials);
        var parties = deal.PartiesOf(stream.State?.Shipment?.Line);
        var shipped = deal.LastMoved<BatchShipped>(stream.State?.Product ?? "", command.Serials);
        return await stream.RecordAsync(Decide(command, new(stream.State, await located, await parties, await shipped), deal.Told(command)));
    }

    public static Decision Decide(CorrectReceipt command, CorrectReceiptCase facts, Told told)
    {
        switch (facts.Batch)
        {
            case null:
                return Decision.Refuse(LogisticsProblems.UnknownBatch, $"Batch {command.Batch} does not exist in this book.");
            case { Shipment: null }:
                return Decision.Refuse(LogisticsProblems.NotShipped, $"Batch {command.Batch} has not been shipped.");
            case var b when Owner.Refuse(told.By, $"correct receipts of batch {b.Number}", facts.Parties?.Customer) is { } foreign:
                return foreign;
            case var b when b.Corrections.Contains(command.Correction):
                return Decision.Refuse(Problems.AlreadyRecorded, $"Correction {command.Correction} of batch {command.Batch} is already recorded.");
        }

        var (batch, shipment) = (facts.Batch, facts.Batch.Shipment);
        // A unit that was returned may have been shipped again with another batch.
        var own = facts.Shipped.Where(units => units.Stream == Batch.Key(batch.Number)).SelectMany(units => units.Serials);
        if (command.Serials.Except(own).ToList() is { Count: > 0 } strange)
        {
            return Decision.Refuse(
                Problems.UnitNotThere,
                $"{strange.Count} of {command.Serials.Count} units were not shipped with batch {batch.Number}, or came with another one since.",
                strange);
        }

        // Only a receipt makes a unit received: where it still is that, nothing else has happened to it.
        if (UnitMoves.NotAt(command.Serials, facts.Located, Account.AtSite(shipment.To, Condition.Received)) is { Count: > 0 } absent)
        {
            return Decision.Refuse(
                Problems.UnitNotThere,
                $"{absent.Count} of {command.Serials.Count} units are not {Condition.Received} at {shipment.To}. "
                + "Take an inspection of them back with CorrectInspection first. Units that were damaged or built in were seen: remove them from their rack "
                + "with RemoveUnit, and send them back with ReturnUnits.", absent);
        }

        var named = command.Serials.ToHashSet(StringComparer.Ordinal);
        var units = facts.Located.Where(unit => named.Contains(unit.Serial));
        var to = batch.HasFinalReceipt ? Account.MissingFrom(batch.Number) : Account.InTransit(batch.Number);
        return Decision.Accept(new ReceiptCorrected(batch.Number, command.Correction, command.Reason, UnitMoves.To(to, units), told.When))
            .Tell(new ReceiptCorrectedNotice(
                batch.Number, command.Correction, shipment.Order, shipment.OrderLine, command.Serials.Count, batch.HasFinalReceipt ? command.Serials.Count : 0,
                told.When));
    }
}
