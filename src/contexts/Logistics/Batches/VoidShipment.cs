using Ledger.Contracts.Messages;
using Wolverine.Http;

namespace Ledger.Logistics.Batches;

/// <summary>Voids a shipment that did not take place. Possible only while no receipt has seen any of its units.</summary>
[Allows(Roles.Supplier)]
[Sample("""{"batch":"B-1","reason":"not loaded"}""")]
public sealed record VoidShipment(string Batch, string Reason, DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class VoidShipmentValidator : CommandValidator<VoidShipment>
{
    public VoidShipmentValidator()
    {
        RuleFor(c => c.Batch).DocumentName();
        RuleFor(c => c.Reason).Text();
    }
}

/// <summary>What a void is decided on.</summary>
/// <param name="Located">Where the units are that no receipt of the batch has seen.</param>
/// <param name="Parties">Of the agreement that the order draws on; null when the batch is not shipped.</param>
public sealed record VoidShipmentCase(Batch? Batch, IReadOnlyList<UnitAt> Located, AgreementParties? Parties);

public static class VoidShipmentEndpoint
{
    [WolverinePost("/books/{book}/batches/void")]
    public static async Task<Answer> Post(VoidShipment command, Deal deal)
    {
        var stream = await deal.Open<Batch>(Batch.Key(command.Batch));
        var located = deal.Locate(stream.State?.Product ?? "", stream.State is { } batch ? Unseen(batch) : []);
        var parties = deal.PartiesOf(stream.State?.Shipment?.Line);
        return await stream.RecordAsync(Decide(command, new(stream.State, await located, await parties), deal.Told(command)));
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

        if (batch.Shipment is not { } shipment)
        {
            return Decision.Refuse(LogisticsProblems.NoShipment, $"Batch {command.Batch} has no shipment. It can be shipped with ShipBatch.");
        }

        var unseen = Unseen(batch);
        string[] accounts = [Account.InTransit(batch.Number), Account.MissingFrom(batch.Number)];
        if (Arrived(batch, UnitMoves.NotAt(unseen, facts.Located, accounts)) is { } arrived)
        {
            return arrived;
        }

        var at = facts.Located.ToDictionary(unit => unit.Serial, StringComparer.Ordinal);
        var movements = UnitMoves.To(Account.AtSite(batch.Site, Condition.Inventory), unseen.Select(serial => at[serial]));
        long? missing = batch.Missing.Count == 0 ? null : batch.Missing.Count;
        return Decision.Accept(new ShipmentVoided(batch.Number, batch.Shipments, shipment.Order, shipment.OrderLine, command.Reason, movements, told.When))
            .Tell(new ShipmentVoidedNotice(batch.Number, batch.Shipments, shipment.Order, shipment.OrderLine, unseen.Length, told.When, missing));
    }

    private static string[] Unseen(Batch batch) => [.. batch.Serials.Where(serial => batch.Outstanding.Contains(serial) || batch.Missing.Contains(serial))];

    /// <summary>A unit that arrived, with this batch or with another, has left: the shipment took place.</summary>
    private static Refusal? Arrived(Batch batch, IReadOnlyList<string> elsewhere) => (batch.HasArrivals, elsewhere.Count) switch
    {
        (true, _) => new(
            LogisticsProblems.ShipmentHasReceipts,
            $"Receipts {string.Join(", ", batch.Receipts.Take(5))} saw units of it. The customer sends those back with ReturnUnits; "
            + "units that did not arrive are taken back with TakeBackUnits."),
        (_, > 0) => new(
            LogisticsProblems.ShipmentHasReceipts,
            $"{elsewhere.Count} of its units came with another batch. The customer sends those back with ReturnUnits; "
            + "units that did not arrive are taken back with TakeBackUnits.", elsewhere),
        _ => null,
    };
}
