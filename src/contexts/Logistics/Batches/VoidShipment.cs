using Wolverine.Http;

namespace Ledger.Logistics.Batches;

/// <summary>Takes a shipment back that did not take place. Possible only until something of it is received.</summary>
[Allows(Roles.Supplier)]
public sealed record VoidShipment(string Batch, string Reason, DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class VoidShipmentValidator : CommandValidator<VoidShipment>
{
    public VoidShipmentValidator()
    {
        RuleFor(c => c.Batch).Number();
        RuleFor(c => c.Reason).Text();
    }
}

public static class VoidShipmentEndpoint
{
    [WolverinePost("/books/{book}/batches/void")]
    public static async Task<Answer> Post(VoidShipment command, LedgerSession ledger, IAgreements agreements, CancellationToken ct)
    {
        var stream = await ledger.OpenAsync<Batch>(Batch.Key(command.Batch), ct);
        var parties = stream.State?.Despatch is { } despatch ? await agreements.PartiesAsync(ledger.Book, AgreementLineKey.AgreementOf(despatch.Line), ct) : null;
        return await stream.RecordAsync(Decide(stream.State, command, ledger.When(command), ledger.Caller?.Party, parties));
    }

    /// <param name="by">Party that sends it; null where nobody outside does.</param>
    /// <param name="parties">Whose the agreement behind the order is.</param>
    public static Decision Decide(Batch? batch, VoidShipment command, DateTimeOffset when, string? by = null, AgreementParties? parties = null)
    {
        if (batch is not null && Owner.Refuse(by, $"The shipment of {batch.Number}", parties?.Supplier ?? batch.Supplier) is { } foreign)
        {
            return foreign;
        }

        switch (batch)
        {
            case null:
                return Decision.Refuse(LogisticsProblems.UnknownBatch, $"There is no batch {command.Batch}.");
            case { State: BatchState.Registered }:
                return Decision.Refuse(LogisticsProblems.NotShipped, $"The batch {command.Batch} has not been shipped.");
            case { State: not BatchState.Shipped }:
                return Decision.Refuse(LogisticsProblems.ShipmentHasReceipts, $"Receipts {string.Join(", ", batch.Receipts.Take(5))} name units of it; return those instead.");
        }

        var despatch = batch.Despatch!;
        string[] shipped = [.. batch.Serials.Where(batch.Outstanding.Contains)];
        var movement = new Movement(batch.Product, despatch.Line, Account.InTransit(batch.Number), Account.AtSite(batch.Site, Condition.Inventory), shipped);
        return Decision.Accept(new ShipmentVoided(batch.Number, batch.Shipments, despatch.Order, despatch.OrderLine, command.Reason, [movement], when))
            .Tell(new Contracts.Messages.ShipmentVoided(batch.Number, batch.Shipments, despatch.Order, despatch.OrderLine, shipped.Length, when));
    }
}
