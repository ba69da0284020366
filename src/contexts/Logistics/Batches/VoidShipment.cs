using Ledger.Contracts.Messages;
using Wolverine.Http;

namespace Ledger.Logistics.Batches;

/// <summary>Voids a shipment that did not take place. Possible only while none of its units has been received.</summary>
[Allows(Roles.Supplier)]
[Sample("""{"batch":"B-1","reason":"not loaded"}""")]
public sealed record VoidShipment(string Batch, string Reason, DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class VoidShipmentValidator : CommandValidator<VoidShipment>
{
    public VoidShipmentValidator()
    {
        RuleFor(c => c.Batch).Number();
        RuleFor(c => c.Reason).Text();
    }
}

/// <summary>What a void is decided on.</summary>
/// <param name="Parties">Of the agreement that the order draws on; null when the batch is not shipped.</param>
public sealed record VoidShipmentCase(Batch? Batch, AgreementParties? Parties);

public static class VoidShipmentEndpoint
{
    [WolverinePost("/books/{book}/batches/void")]
    public static async Task<Answer> Post(VoidShipment command, Deal deal)
    {
        var stream = await deal.Open<Batch>(Batch.Key(command.Batch));
        var parties = await deal.PartiesOf(stream.State?.Shipment?.Line);
        return await stream.RecordAsync(Decide(command, new(stream.State, parties), deal.Told(command)));
    }

    public static Decision Decide(VoidShipment command, VoidShipmentCase facts, Told told)
    {
        if (facts.Batch is not { } batch)
        {
            return Decision.Refuse(LogisticsProblems.UnknownBatch, $"Batch {command.Batch} does not exist in this book.");
        }

        if (Owner.Refuse(told.By, $"void the shipment of batch {batch.Number}", facts.Parties?.Supplier ?? batch.Supplier) is { } foreign)
        {
            return foreign;
        }

        switch (batch.State)
        {
            case BatchState.Registered:
                return Decision.Refuse(LogisticsProblems.NotShipped, $"Batch {command.Batch} has not been shipped.");
            case not BatchState.Shipped:
                return Decision.Refuse(
                    LogisticsProblems.ShipmentHasReceipts,
                    $"Receipts {string.Join(", ", batch.Receipts.Take(5))} name units of it. Return those units instead.");
        }

        var shipment = batch.Shipment!;
        string[] shipped = [.. batch.Serials.Where(batch.Outstanding.Contains)];
        var movement = new Movement(batch.Product, shipment.Line, Account.InTransit(batch.Number), Account.AtSite(batch.Site, Condition.Inventory), shipped);
        return Decision.Accept(new ShipmentVoided(batch.Number, batch.Shipments, shipment.Order, shipment.OrderLine, command.Reason, [movement], told.When))
            .Tell(new ShipmentVoidedNotice(batch.Number, batch.Shipments, shipment.Order, shipment.OrderLine, shipped.Length, told.When));
    }
}
