using FluentValidation;
using Ledger.Contracts.Messages;
using Ledger.Logistics.Batches;
using Wolverine.Http;

namespace Ledger.Logistics.Receipts;

/// <summary>Records what arrived of a batch.</summary>
/// <param name="Serials">The serials that were seen, advised or not. Omit it when everything still in transit has arrived.</param>
/// <param name="Damaged">The units seen that are damaged.</param>
/// <param name="Others">Units of other products that were seen with the batch: ordered or not, known to the book or not.</param>
/// <param name="Final">True when no more deliveries are expected: advised units that were not seen become missing. False for a partial delivery.</param>
[Allows(Roles.Customer)]
[Sample("""{"batch":"B-1","receipt":"R-1","serials":["S1"],"damaged":["S1"],"final":false,"others":[{"product":"acme:C200","serials":["T1"]}]}""")]
public sealed record ReceiveBatch(
    string Batch, [property: DocumentNumber] string Receipt, IReadOnlyList<string>? Serials = null, IReadOnlyList<string>? Damaged = null, bool Final = true,
    IReadOnlyList<OtherUnits>? Others = null, DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class ReceiveBatchValidator : CommandValidator<ReceiveBatch>
{
    public ReceiveBatchValidator()
    {
        RuleFor(c => c.Batch).DocumentName();
        RuleFor(c => c.Receipt).Number();
        RuleFor(c => c.Serials).Serials(mayBeEmpty: true);
        RuleFor(c => c.Damaged).Serials(mayBeEmpty: true);
        RuleFor(c => c.Others).Count(1, OtherUnitsValidator.ProductsMax).Distinct(u => u.Product);
        RuleForEach(c => c.Others).SetValidator(new OtherUnitsValidator());
        RuleFor(c => c.Others)
            .Must((c, others) => others is null || (c.Serials?.Count ?? 0) + others.Sum(u => (long)u.Serials.Count) <= Rules.SerialsMax)
            .WithErrorCode("count-out-of-range").WithMessage($"A command can have at most {Rules.SerialsMax} serials.")
            .When(c => (c.Serials?.Count ?? 0) <= Rules.SerialsMax);
    }
}

/// <summary>What a receipt is decided on.</summary>
/// <param name="Located">Where the outstanding and the seen units are; one that the book does not know is absent.</param>
/// <param name="Parties">Of the agreement that the order draws on; null when the batch is not shipped.</param>
/// <param name="Batches">Other batches with which units that were seen were shipped.</param>
/// <param name="Strays">Whose the units are that were seen and are not advised.</param>
/// <param name="Others">Where the seen units of other products are; one that the book does not know is absent.</param>
/// <param name="Products">Those of the other products that the catalog has.</param>
public sealed record ReceiveBatchCase(
    Batch? Batch, IReadOnlyList<UnitAt> Located, AgreementParties? Parties, IReadOnlyList<Batch> Batches, StrayUnits Strays, IReadOnlyList<UnitAt> Others,
    IReadOnlyDictionary<string, ProductInfo> Products);

/// <summary>Whose unadvised units are: they can have come with a batch only from its own supplier, and to its own customer.</summary>
/// <param name="Customers">Of the agreements that they count toward.</param>
/// <param name="Makers">Who registered those that count toward none.</param>
public sealed record StrayUnits(IReadOnlyList<string?> Customers, IReadOnlyList<string?> Makers)
{
    public static StrayUnits None { get; } = new([], []);

    /// <summary>Asks whose the units are that are not of the batch.</summary>
    internal static async Task<StrayUnits> OfAsync(Deal deal, Batch? batch, IEnumerable<UnitAt> located)
    {
        var advised = (batch?.Serials ?? []).ToHashSet(StringComparer.Ordinal);
        var strays = located.Where(unit => unit.Product != batch?.Product || !advised.Contains(unit.Serial)).ToList();
        var makers = strays.Where(unit => unit.Line is null).GroupBy(unit => unit.Product)
            .Select(units => deal.Makers(units.Key, [.. units.Select(unit => unit.Serial)])).ToList();
        var asked = strays.Where(unit => unit.Line is not null).DistinctBy(unit => AgreementLineKey.AgreementOf(unit.Line!))
            .Select(unit => deal.PartiesOf(unit.Line)).ToList();
        var customers = new List<string?>();
        foreach (var parties in asked)
        {
            customers.Add((await parties)?.Customer);
        }

        var by = new List<string?>();
        foreach (var parties in makers)
        {
            by.AddRange(await parties);
        }

        return new(customers, by);
    }

    internal bool AreOf(AgreementParties? parties) =>
        Customers.All(customer => customer is not null && customer == parties?.Customer)
            && Makers.All(maker => maker is not null && maker == parties?.Supplier);
}

public static class ReceiveBatchEndpoint
{
    [WolverinePost("/books/{book}/batches/receive")]
    public static async Task<Answer> Post(ReceiveBatch command, Deal deal)
    {
        var (opened, products) = (deal.Open<Batch>(Batch.Key(command.Batch)), deal.Products((command.Others ?? []).Select(units => units.Product)));
        var asked = (command.Others ?? []).Select(units => deal.Locate(units.Product, units.Serials)).ToList();
        var stream = await opened;
        var own = deal.Locate(stream.State?.Product ?? "", stream.State is { } batch ? [.. batch.Outstanding.Union(command.Serials ?? [])] : []);
        var parties = deal.PartiesOf(stream.State?.Shipment?.Line);
        var (located, others) = (await own, new List<UnitAt>());
        foreach (var units in asked)
        {
            others.AddRange(await units);
        }

        var batches = await BatchesAsync(deal, command.Batch, located.Concat(others));
        var strays = await StrayUnits.OfAsync(deal, stream.State, located.Concat(others));
        return await stream.RecordAsync(
            Decide(command, new(stream.State, located, await parties, batches, strays, others, await products), deal.Told(command)));
    }

    private static async Task<IReadOnlyList<Batch>> BatchesAsync(Deal deal, string batch, IEnumerable<UnitAt> located)
    {
        var asked = Arrival.BatchesOf(located).Where(number => number != batch).Select(number => deal.Latest<Batch>(Batch.Key(number))).ToList();
        var batches = new List<Batch>();
        foreach (var other in asked)
        {
            batches.Add((await other)!);
        }

        return batches;
    }

    public static Decision Decide(ReceiveBatch command, ReceiveBatchCase facts, Told told)
    {
        switch (facts.Batch)
        {
            case null:
                return Decision.Refuse(LogisticsProblems.UnknownBatch, $"Batch {command.Batch} does not exist in this book.");
            case { State: BatchState.Registered }:
                return Decision.Refuse(LogisticsProblems.NotShipped, $"Batch {command.Batch} has not been shipped yet.");
            case var b when Owner.Refuse(told.By, $"receive batch {b.Number}", facts.Parties?.Customer) is { } foreign:
                return foreign;
            case var b when b.Receipts.Contains(command.Receipt):
                return Decision.Refuse(Problems.AlreadyRecorded, $"Receipt {command.Receipt} of batch {command.Batch} is already recorded.");
        }

        if (RefuseProducts(command.Others ?? [], facts) is { } strange)
        {
            return strange;
        }

        var arrival = Arrival.Of(facts.Batch, command, facts.Located, facts.Others);
        if (arrival.Refusal is { } refusal)
        {
            return refusal;
        }

        return facts.Strays.AreOf(facts.Parties)
            ? Record(facts, command, arrival, told.When)
            : Decision.Refuse(
                LogisticsProblems.UnitElsewhere,
                "Some units that were not advised are of another supplier, or on their way to another customer. Leave them out of this receipt.",
                arrival.Strange);
    }

    private static Refusal? RefuseProducts(IReadOnlyList<OtherUnits> others, ReceiveBatchCase facts) =>
        others.FirstOrDefault(units => units.Product == facts.Batch!.Product) is { } own
            ? new(LogisticsProblems.NotAnotherProduct, $"{own.Product} is the product of batch {facts.Batch!.Number}: name its units in serials.")
            : others.FirstOrDefault(units => !facts.Products.ContainsKey(units.Product)) is { } unknown
            ? new(
                Problems.UnknownProduct,
                $"Product {unknown.Product} is not registered. Its supplier or the operator registers it with RegisterProduct; then send the receipt again.")
            : null;

    private static Decision Record(ReceiveBatchCase facts, ReceiveBatch command, Arrival arrival, DateTimeOffset when)
    {
        var batch = facts.Batch!;
        var (site, order, line) = (batch.Shipment!.To, batch.Shipment.Order, batch.Shipment.OrderLine);
        var received = new BatchReceived(
            batch.Number, command.Receipt, site, command.Final, arrival.AdvisedUnits, arrival.Discrepancies, arrival.MovementsTo(site, batch.Number), when);
        var decision = Decision.Accept(received)
            .Tell(new BatchReceivedNotice(
                batch.Number, command.Receipt, order, line, arrival.AdvisedUnits, when, Some(arrival.FoundUnits(batch.Number)),
                CameOtherwise: Some(arrival.CameOtherwise)))
            .Tell([.. arrival.OfOthers(Condition.Missing).Select(found => Of(found, found.Units))])
            .Tell([.. arrival.OfOthers(Condition.InTransit).Select(astray => Of(astray, null))]);
        return arrival.Discrepancies.Count == 0 ? decision : decision.Tell(new DiscrepancyReported(
            batch.Number, command.Receipt, order, line, arrival.Missing.Count, arrival.Damaged.Count, arrival.NotAdvisedUnits, when));

        // Its own order counts a unit from the moment when it is seen, whichever batch it came with.
        BatchReceivedNotice Of((string Batch, long Units) seen, long? found)
        {
            var own = facts.Batches.Single(other => other.Number == seen.Batch).Shipment!;
            return new(seen.Batch, command.Receipt, own.Order, own.OrderLine, seen.Units, when, found, batch.Number);
        }
    }

    private static long? Some(long units) => units == 0 ? null : units;
}
