using Ledger.Logistics.Despatches;
using Wolverine.Http;

namespace Ledger.Logistics.Batches;

/// <summary>Despatches a batch against an order line, under an advance ship notice.</summary>
/// <param name="From">Where the batch leaves from. It need not be said, for the ledger knows; if it is, it must be so.</param>
[Allows(Roles.Supplier)]
public sealed record ShipBatch(
    string Batch, string Order, int OrderLine, string To, string Carrier, [property: DocumentNumber] string DespatchAdvice, DateOnly? ExpectedArrival = null, string? From = null,
    DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class ShipBatchValidator : CommandValidator<ShipBatch>
{
    public ShipBatchValidator()
    {
        RuleFor(c => c.Batch).Number();
        RuleFor(c => c.Order).Number();
        RuleFor(c => c.OrderLine).LineNumber();
        RuleFor(c => c.To).Number();
        RuleFor(c => c.Carrier).Number();
        RuleFor(c => c.DespatchAdvice).Number();
        RuleFor(c => c.ExpectedArrival).Date();
        RuleFor(c => c.From).Number();
    }
}

public static class ShipBatchEndpoint
{
    [WolverinePost("/books/{book}/batches/ship")]
    public static async Task<Answer> Post(ShipBatch command, LedgerSession ledger, ICatalog catalog, IOrderLines orders, IAgreements agreements, Despatched despatched, IUnits units, CancellationToken ct)
    {
        var carrier = await catalog.PartyAsync(ledger.Book, command.Carrier, ct);
        var site = await catalog.SiteAsync(ledger.Book, command.To, ct);
        var line = await orders.FindAsync(ledger.Book, command.Order, command.OrderLine, ct);
        var parties = line is null ? null : await agreements.PartiesAsync(ledger.Book, AgreementLineKey.AgreementOf(line.AgreementLine), ct);
        var shippedUnits = await despatched.UnitsAsync(ledger.Book, command.Order, command.OrderLine, ct);
        var stream = await ledger.OpenAsync<Batch>(Batch.Key(command.Batch), ct);
        var located = stream.State is { State: BatchState.Registered } batch ? await units.LocateAsync(ledger.Book, batch.Product, batch.Serials, ct) : [];
        if (located.Any(unit => unit.Account == Account.InTransit(command.Batch)))
        {
            return Answer.Refused(LogisticsProblems.AlreadyShipped, $"The batch {command.Batch} was shipped a moment ago.");
        }

        var present = stream.State is null ? [] : PresentOf(stream.State, located);
        return await stream.RecordAsync(Decide(stream.State, command, present, line, shippedUnits, site, carrier, ledger.When(command), ledger.Caller?.Party, parties));
    }

    /// <param name="present">The batch's units that are still with it. One that turned up with another batch has left already and does not hold up the rest.</param>
    /// <param name="by">Party that sends it; null where nobody outside does.</param>
    /// <param name="parties">Whose the agreement behind the order is.</param>
    public static Decision Decide(
        Batch? batch, ShipBatch command, IReadOnlyList<string> present, OrderLineInfo? line, long shippedUnits, SiteInfo? to, PartyInfo? carrier, DateTimeOffset when, string? by = null,
        AgreementParties? parties = null)
    {
        if (Foreign(batch, command, by, parties) is { } foreign)
        {
            return foreign;
        }

        if (Refuse(batch, command, present, line, shippedUnits, to, carrier) is { } refusal)
        {
            return refusal;
        }

        var movement = new Movement(batch!.Product, line!.AgreementLine, Account.AtSite(batch.Site, Condition.Inventory), Account.InTransit(batch.Number), present);
        var shipped = new BatchShipped(
            batch.Number, batch.Shipments + 1, command.Order, command.OrderLine, line.OrderedUnits, batch.Site, command.To, command.Carrier, command.DespatchAdvice, command.ExpectedArrival, [movement], when);
        return Decision.Accept(shipped)
            .Tell(new Contracts.Messages.BatchShipped(batch.Number, shipped.Shipment, command.Order, command.OrderLine, present.Count, when));
    }

    private static Refusal? Foreign(Batch? batch, ShipBatch command, string? by, AgreementParties? parties) =>
        (batch is null ? null : Owner.Refuse(by, $"The batch {batch.Number}", batch.Supplier))
        ?? (parties is null ? null : Owner.Refuse(by, $"Shipping on the order {command.Order}", parties.Supplier));

    private static Refusal? Refuse(
        Batch? batch, ShipBatch command, IReadOnlyList<string> present, OrderLineInfo? line, long shippedUnits, SiteInfo? to, PartyInfo? carrier) => (batch, line) switch
        {
            (null, _) => new(LogisticsProblems.UnknownBatch, $"Register the batch {command.Batch} first."),
            ({ State: not BatchState.Registered }, _) => new(LogisticsProblems.AlreadyShipped, $"The batch {command.Batch} was shipped against {batch.Despatch!.Order}."),
            _ when command.From is not null && command.From != batch.Site => new(LogisticsProblems.BatchElsewhere, $"The batch {command.Batch} is at {batch.Site}."),
            (_, null) => new(LogisticsProblems.UnknownOrderLine, $"There is no line {command.OrderLine} on an order {command.Order}."),
            (_, { Status: "placed" }) => new(LogisticsProblems.OrderNotConfirmed, $"The order {command.Order} waits for its commitment to be drawn."),
            (_, { Status: not "confirmed" }) => new(LogisticsProblems.OrderLineNotOpen, $"Line {command.OrderLine} of {command.Order} is {line.Status}."),
            _ when to is null => new(Problems.UnknownSite, $"Register the site {command.To} first."),
            _ when carrier is null => new(Problems.UnknownParty, $"Add the party {command.Carrier} first."),
            _ when line.Product != batch.Product => new(LogisticsProblems.WrongProduct, $"The order line is for {line.Product}, the batch holds {batch.Product}."),
            _ when present.Count == 0 => new(Problems.UnitNotThere, $"No unit of the batch is at {batch.Site} any more.", batch.Serials),
            _ when present.Count > line.OrderedUnits - shippedUnits =>
                new(Problems.OverShipment, $"{line.OrderedUnits - shippedUnits} units are outstanding, the batch holds {present.Count}."),
            _ => null,
        };

    private static IReadOnlyList<string> PresentOf(Batch batch, IReadOnlyList<UnitAt> located)
    {
        var inventory = Account.AtSite(batch.Site, Condition.Inventory);
        var there = located.Where(unit => unit.Account == inventory).Select(unit => unit.Serial).ToHashSet(StringComparer.Ordinal);
        return there.Count == batch.Serials.Count ? batch.Serials : [.. batch.Serials.Where(there.Contains)];
    }
}
