using Ledger.Contracts.Messages;
using Ledger.Logistics.Shipments;
using Wolverine.Http;

namespace Ledger.Logistics.Batches;

/// <summary>Ships a batch against an order line, under a despatch advice.</summary>
/// <param name="From">The site that the batch leaves from. Optional; when given, it must be the site where the ledger has the batch.</param>
[Allows(Roles.Supplier)]
[Sample("""{"batch":"B-1","order":"PO-1","orderLine":1,"to":"PDX1","carrier":"CAR","despatchAdvice":"A-1","expectedArrival":"2026-05-09"}""")]
public sealed record ShipBatch(
    string Batch, string Order, int OrderLine, string To, string Carrier, [property: DocumentNumber] string DespatchAdvice, DateOnly? ExpectedArrival = null,
    string? From = null, DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class ShipBatchValidator : CommandValidator<ShipBatch>
{
    public ShipBatchValidator()
    {
        RuleFor(c => c.Batch).DocumentName();
        RuleFor(c => c.Order).DocumentName();
        RuleFor(c => c.OrderLine).LineNumber();
        RuleFor(c => c.To).Number();
        RuleFor(c => c.Carrier).Number();
        RuleFor(c => c.DespatchAdvice).Number();
        RuleFor(c => c.ExpectedArrival).Date();
        RuleFor(c => c.From).Number();
    }
}

/// <summary>What a shipment is decided on.</summary>
/// <param name="Located">Where the batch's units are, of a batch that has not been shipped.</param>
/// <param name="Parties">Of the agreement that the order draws on.</param>
/// <param name="Room">What made room on the order line later than the shipment is told to be.</param>
public sealed record ShipBatchCase(
    Batch? Batch, IReadOnlyList<UnitAt> Located, OrderLineInfo? Line, AgreementParties? Parties, long ShippedUnits, IReadOnlyList<RoomMade> Room,
    SiteInfo? To, PartyInfo? Carrier)
{
    /// <summary>The units still with the batch. A unit that turned up with another batch has already left and does not hold up the rest.</summary>
    public IReadOnlyList<string> Present { get; } = Batch is null ? [] : PresentOf(Batch, Located);

    private static IReadOnlyList<string> PresentOf(Batch batch, IReadOnlyList<UnitAt> located)
    {
        var inventory = Account.AtSite(batch.Site, Condition.Inventory);
        var there = located.Where(unit => unit.Account == inventory).Select(unit => unit.Serial).ToHashSet(StringComparer.Ordinal);
        return there.Count == batch.Serials.Count ? batch.Serials : [.. batch.Serials.Where(there.Contains)];
    }
}

public static class ShipBatchEndpoint
{
    [WolverinePost("/books/{book}/batches/ship")]
    public static async Task<Answer> Post(ShipBatch command, Deal deal, LedgerSession ledger)
    {
        var (opened, orderLine, shipped) =
            (deal.Open<Batch>(Batch.Key(command.Batch)), deal.OrderLine(command.Order, command.OrderLine), deal.ShippedUnits(command.Order, command.OrderLine));
        var (room, site, carrier) = (deal.RoomMade(command.Order, command.OrderLine, command), deal.Site(command.To), deal.Party(command.Carrier));
        var (stream, line) = (await opened, await orderLine);
        var parties = deal.PartiesOf(line?.AgreementLine);
        var located = deal.Locate(stream.State?.Product ?? "", stream.State is { State: BatchState.Registered } batch ? batch.Serials : []);
        var facts = new ShipBatchCase(stream.State, await located, line, await parties, await shipped, await room, await site, await carrier);
        ledger.ExpectChange(command.Order, command.OrderLine, line?.Change ?? 0);
        return await stream.RecordAsync(Decide(command, facts, deal.Told(command)));
    }

    public static Decision Decide(ShipBatch command, ShipBatchCase facts, Told told)
    {
        if ((Foreign(command, facts, told.By) ?? Refuse(command, facts)) is { } refusal)
        {
            return refusal;
        }

        var (batch, line, units) = (facts.Batch!, facts.Line!, facts.Present);
        var movement = new Movement(batch.Product, line.AgreementLine, Account.AtSite(batch.Site, Condition.Inventory), Account.InTransit(batch.Number), units);
        var shipped = new BatchShipped(
            batch.Number, batch.Shipments + 1, command.Order, command.OrderLine, line.OrderedUnits, batch.Site, command.To, command.Carrier,
            command.DespatchAdvice,
            command.ExpectedArrival, [movement], told.When, Room.For(line, units.Count, facts.ShippedUnits, facts.Room));
        return Decision.Accept(shipped)
            .Tell(new BatchShippedNotice(batch.Number, shipped.Shipment, command.Order, command.OrderLine, units.Count, told.When));
    }

    /// <summary>A batch whose supplier was never noted belongs to the supplier of the order that it is shipped against.</summary>
    private static Refusal? Foreign(ShipBatch command, ShipBatchCase facts, Sender by) =>
        (facts.Batch?.Supplier is { } supplier ? Owner.Refuse(by, $"ship batch {command.Batch}", supplier) : null)
        ?? (facts.Parties is { } parties ? Owner.Refuse(by, $"ship against order {command.Order}", parties.Supplier) : null);

    private static Refusal? Refuse(ShipBatch command, ShipBatchCase facts) => (facts.Batch, facts.Line) switch
    {
        (null, _) => new(LogisticsProblems.UnknownBatch, $"Batch {command.Batch} does not exist in this book."),
        ({ State: not BatchState.Registered } batch, _) =>
            new(
                LogisticsProblems.AlreadyShipped,
                $"Batch {command.Batch} was shipped against order {batch.Shipment!.Order}. If it did not leave, void that shipment with VoidShipment."),
        _ when facts.Located.Any(unit => unit.Account == Account.InTransit(command.Batch)) =>
            new(LogisticsProblems.AlreadyShipped, $"Batch {command.Batch} was shipped a moment ago."),
        var (batch, _) when command.From is not null && command.From != batch.Site =>
            new(LogisticsProblems.BatchElsewhere, $"Batch {command.Batch} is at {batch.Site}."),
        _ when OpenLine.Refuse(command.Order, command.OrderLine, facts.Line, facts.Present.Count, facts.ShippedUnits) is { } closed => closed,
        _ when facts.To is null => new(Problems.UnknownSite, $"Register site {command.To} first."),
        _ when facts.Carrier is null => new(Problems.UnknownParty, $"Party {command.Carrier} is not in this book. The operator adds parties."),
        var (batch, line) when OpenLine.RefuseProduct(line!, batch.Product, "the batch") is { } wrong => wrong,
        var (batch, _) when facts.Present.Count == 0 =>
            new(Problems.UnitNotThere, $"No unit of batch {batch.Number} is at {batch.Site} any more.", batch.Serials),
        var (_, line) => OpenLine.RefuseQuantity(line!, facts.Present.Count, facts.ShippedUnits, "the batch"),
    };
}
