using Ledger.Contracts.Messages;
using Ledger.Logistics.Batches;
using Ledger.Logistics.Shipments;
using Wolverine.Http;

namespace Ledger.Logistics.Attributions;

/// <summary>
/// Assigns units to an order line that a receipt reported and that count toward no line yet: they were not advised, or had been written off. They count as
/// shipped and received on that line, and leave quarantine. A serial that the book does not know is registered by that.
/// </summary>
/// <param name="Attribution">The number of the document.</param>
/// <param name="Batch">The batch that they came with.</param>
[Allows(Roles.Supplier)]
[Sample("""{"attribution":"AT-1","batch":"B-1","product":"acme:B300","serials":["S9"],"order":"PO-1","orderLine":1}""")]
public sealed record AttributeUnits(
    [property: DocumentNumber] string Attribution, string Batch, string Product, IReadOnlyList<string> Serials, string Order, int OrderLine,
    DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class AttributeUnitsValidator : CommandValidator<AttributeUnits>
{
    public AttributeUnitsValidator()
    {
        RuleFor(c => c.Attribution).Number();
        RuleFor(c => c.Batch).DocumentName();
        RuleFor(c => c.Product).ProductId();
        RuleFor(c => c.Serials).Serials();
        RuleForEach(c => c.Serials).Addressable();
        RuleFor(c => c.Order).DocumentName();
        RuleFor(c => c.OrderLine).LineNumber();
    }
}

/// <summary>What an attribution is decided on.</summary>
/// <param name="Located">Where the units are; one that the book does not know is absent.</param>
/// <param name="Makers">Who registered those.</param>
/// <param name="Came">From whom, and to whom the units came: a batch may have been shipped to one customer after another.</param>
/// <param name="Parties">Of the agreement that the order draws on.</param>
/// <param name="Of">Whose the product is.</param>
/// <param name="Room">What made room on the order line later than the attribution is told to be.</param>
public sealed record AttributeUnitsCase(
    Batch? Batch, IReadOnlyList<UnitAt> Located, IReadOnlyList<string?> Makers, IReadOnlyList<AgreementParties?> Came, OrderLineInfo? Line,
    AgreementParties? Parties, ProductMakers Of, long ShippedUnits, IReadOnlyList<RoomMade> Room);

public static class AttributeUnitsEndpoint
{
    [WolverinePost("/books/{book}/batches/attribute")]
    public static async Task<Answer> Post(AttributeUnits command, Deal deal, LedgerSession ledger)
    {
        var (opened, orderLine, shipped) =
            (deal.Open<Batch>(Batch.Key(command.Batch)), deal.OrderLine(command.Order, command.OrderLine), deal.ShippedUnits(command.Order, command.OrderLine));
        var (room, of) = (deal.RoomMade(command.Order, command.OrderLine, command), deal.ProductMakers(command.Product));
        var (located, makers) = (deal.Locate(command.Product, command.Serials), deal.Makers(command.Product, command.Serials));
        var (stream, line) = (await opened, await orderLine);
        var (asked, parties) = (LinesOf(stream.State, command).Select(deal.PartiesOf).ToList(), deal.PartiesOf(line?.AgreementLine));
        var came = new List<AgreementParties?>();
        foreach (var between in asked)
        {
            came.Add(await between);
        }

        var facts = new AttributeUnitsCase(stream.State, await located, await makers, came, line, await parties, await of, await shipped, await room);
        ledger.ExpectChange(command.Order, command.OrderLine, line?.Change ?? 0);
        return await stream.RecordAsync(Decide(command, facts, deal.Told(command)));
    }

    public static Decision Decide(AttributeUnits command, AttributeUnitsCase facts, Told told)
    {
        if ((Foreign(command, facts, told.By) ?? Refuse(command, facts)) is { } refusal)
        {
            return refusal;
        }

        var (line, strays) = (facts.Line!, StraysOf(facts.Batch!, command));
        string[] receipts = [.. strays.Select(stray => stray.Receipt).Distinct().Order(StringComparer.Ordinal)];
        var (identified, delivered) = MovementsOf(command, facts, strays);
        var attributed = new UnitsAttributed(
            command.Batch, command.Attribution, command.Order, command.OrderLine, line.OrderedUnits, receipts, delivered, told.When,
            Room.For(line, command.Serials.Count, facts.ShippedUnits, facts.Room));
        IReadOnlyList<object> events = identified.Count == 0 ? [attributed]
            : [new UnitsIdentified(command.Batch, command.Attribution, receipts, identified, told.When), attributed];
        return Decision.Accept(events)
            .Tell(new UnitsAttributedNotice(command.Batch, command.Attribution, command.Order, command.OrderLine, command.Serials.Count, told.When));
    }

    /// <summary>
    /// The units come into their supplier's inventory first, if they are not in it, and are delivered from there: so a unit enters a line as any other does.
    /// </summary>
    private static (IReadOnlyList<Movement> Identified, IReadOnlyList<Movement> Delivered) MovementsOf(
        AttributeUnits command, AttributeUnitsCase facts, IReadOnlyList<Stray> strays)
    {
        var at = facts.Located.ToDictionary(unit => unit.Serial, StringComparer.Ordinal);
        var (identified, delivered) = (new List<Movement>(), new List<Movement>());
        foreach (var site in strays.GroupBy(stray => stray.Site).OrderBy(site => site.Key, StringComparer.Ordinal))
        {
            var there = Account.AtSite(site.Key, Condition.Inventory);
            var units = site.Select(stray => at.GetValueOrDefault(stray.Serial) ?? new(command.Product, stray.Serial, Account.Origin, null)).ToList();
            identified.AddRange(UnitMoves.To(there, units.Where(unit => !IsInInventory(unit.Account))));
            delivered.AddRange(UnitMoves.To(
                Account.AtSite(site.Key, Condition.Received),
                units.Select(unit => unit with { Account = IsInInventory(unit.Account) ? unit.Account : there, Line = facts.Line!.AgreementLine })));
        }

        return (identified, delivered);
    }

    private static Refusal? Foreign(AttributeUnits command, AttributeUnitsCase facts, Sender by) => facts.Batch is not { } batch ? null
        : Owner.RefuseUnlessAll(
            by, $"attribute units that came with batch {batch.Number}", facts.Came.DefaultIfEmpty().Select(between => between?.Supplier ?? batch.Supplier))
            ?? (facts.Parties is { } parties ? Owner.Refuse(by, $"attribute units to order {command.Order}", parties.Supplier) : null)
            ?? Owner.RefuseUnlessAll(by, "attribute these units", facts.Makers)
            ?? (facts.Located.Count < command.Serials.Count ? OwnProducts.Refuse(facts.Of, command.Product, by) : null);

    private static Refusal? Refuse(AttributeUnits command, AttributeUnitsCase facts)
    {
        if (facts.Batch is not { } batch)
        {
            return new(LogisticsProblems.UnknownBatch, $"Batch {command.Batch} does not exist in this book.");
        }

        if (batch.Attributed.Exists(earlier => earlier.Attribution == command.Attribution))
        {
            return new(Problems.AlreadyRecorded, $"Attribution {command.Attribution} of batch {batch.Number} is already recorded.");
        }

        var strays = StraysOf(batch, command);
        if (command.Serials.Except(strays.Select(stray => stray.Serial)).ToList() is { Count: > 0 } strange)
        {
            return new(
                LogisticsProblems.NotReported,
                $"{strange.Count} of {command.Serials.Count} units are not reported by a receipt of batch {batch.Number}, or they count toward an order line. "
                + "The customer names what it saw with ReceiveBatch.", strange);
        }

        string[] from = [.. facts.Located.Select(unit => unit.Account).Where(IsInInventory),
            .. strays.Select(stray => Account.AtSite(stray.Site, Condition.Quarantined))];
        var known = facts.Located.Select(unit => unit.Serial).ToHashSet(StringComparer.Ordinal);
        if (UnitMoves.NotAt([.. command.Serials.Where(known.Contains)], facts.Located.Where(unit => unit.Line is null), from) is { Count: > 0 } absent)
        {
            return new(
                Problems.UnitNotThere,
                $"{absent.Count} of {command.Serials.Count} units are neither in quarantine where they came to, nor in their supplier's inventory. "
                + "Units that are at another site go back with ReturnUnits.", absent);
        }

        return RefuseLine(command, facts);
    }

    private static Refusal? RefuseLine(AttributeUnits command, AttributeUnitsCase facts) =>
        OpenLine.Refuse(command.Order, command.OrderLine, facts.Line, command.Serials.Count, facts.ShippedUnits)
            ?? (facts.Came.FirstOrDefault(between => between?.Customer != facts.Parties?.Customer) is { Customer: var customer }
                ? new Refusal(
                    LogisticsProblems.AnotherCustomer,
                    $"Units of batch {command.Batch} came to {customer}, but order {command.Order} is of {facts.Parties?.Customer}. "
                    + $"Choose an order of {customer} for them.")
                : null)
            ?? OpenLine.RefuseProduct(facts.Line!, command.Product, "the attribution")
            ?? OpenLine.RefuseQuantity(facts.Line!, command.Serials.Count, facts.ShippedUnits, "the attribution");

    private static IReadOnlyList<Stray> StraysOf(Batch batch, AttributeUnits command)
    {
        var named = command.Serials.ToHashSet(StringComparer.Ordinal);
        return [.. batch.Strays.Where(stray => stray.Product == command.Product && named.Contains(stray.Serial))];
    }

    /// <summary>The agreement lines under which the units came; that of the last shipment where none of them is reported.</summary>
    private static IEnumerable<string?> LinesOf(Batch? batch, AttributeUnits command) => batch is null
        ? []
        : StraysOf(batch, command).Select(stray => (string?)stray.Line).DefaultIfEmpty((batch.Shipment ?? batch.VoidedShipment)?.Line).Distinct();

    private static bool IsInInventory(string account) => Account.ConditionOf(account) == Condition.Inventory;
}
