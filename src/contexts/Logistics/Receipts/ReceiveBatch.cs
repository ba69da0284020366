using Ledger.Contracts.Messages;
using Ledger.Logistics.Batches;
using Wolverine.Http;

namespace Ledger.Logistics.Receipts;

/// <summary>Records what arrived of a batch.</summary>
/// <param name="Serials">The serials that were seen, advised or not. Omit it when everything still in transit has arrived.</param>
/// <param name="Damaged">The units seen that are damaged.</param>
/// <param name="Final">True when no more deliveries are expected: advised units that were not seen become missing. False for a partial delivery.</param>
[Allows(Roles.Customer)]
[Sample("""{"batch":"B-1","receipt":"R-1","serials":["S1"],"damaged":["S1"],"final":false}""")]
public sealed record ReceiveBatch(
    string Batch, [property: DocumentNumber] string Receipt, IReadOnlyList<string>? Serials = null, IReadOnlyList<string>? Damaged = null, bool Final = true,
    DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class ReceiveBatchValidator : CommandValidator<ReceiveBatch>
{
    public ReceiveBatchValidator()
    {
        RuleFor(c => c.Batch).DocumentName();
        RuleFor(c => c.Receipt).Number();
        RuleFor(c => c.Serials).Serials(mayBeEmpty: true);
        RuleFor(c => c.Damaged).Serials(mayBeEmpty: true);
    }
}

/// <summary>What a receipt is decided on.</summary>
/// <param name="Located">Where the outstanding and the seen units are; one that the book does not know is absent.</param>
/// <param name="Parties">Of the agreement that the order draws on; null when the batch is not shipped.</param>
/// <param name="Others">Other batches from which units that were seen are missing.</param>
/// <param name="Strays">Whose the units are that were seen and are not advised.</param>
public sealed record ReceiveBatchCase(
    Batch? Batch, IReadOnlyList<UnitAt> Located, AgreementParties? Parties, IReadOnlyList<Batch> Others, StrayUnits Strays);

/// <summary>Whose unadvised units are: they can have come with a batch only from its own supplier, and to its own customer.</summary>
/// <param name="Customers">Of the agreements that they count toward.</param>
/// <param name="Makers">Who registered those that count toward none.</param>
public sealed record StrayUnits(IReadOnlyList<string?> Customers, IReadOnlyList<string?> Makers)
{
    public static StrayUnits None { get; } = new([], []);

    /// <summary>Asks whose the units are that are not of the batch.</summary>
    internal static async Task<StrayUnits> OfAsync(Deal deal, Batch? batch, IReadOnlyList<UnitAt> located)
    {
        var advised = (batch?.Serials ?? []).ToHashSet(StringComparer.Ordinal);
        var strays = located.Where(unit => !advised.Contains(unit.Serial)).ToList();
        var makers = deal.Makers(batch?.Product ?? "", [.. strays.Where(unit => unit.Line is null).Select(unit => unit.Serial)]);
        var asked = strays.Where(unit => unit.Line is not null).DistinctBy(unit => AgreementLineKey.AgreementOf(unit.Line!))
            .Select(unit => deal.PartiesOf(unit.Line)).ToList();
        var customers = new List<string?>();
        foreach (var parties in asked)
        {
            customers.Add((await parties)?.Customer);
        }

        return new(customers, await makers);
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
        var stream = await deal.Open<Batch>(Batch.Key(command.Batch));
        var located = deal.Locate(stream.State?.Product ?? "", stream.State is { } batch ? [.. batch.Outstanding.Union(command.Serials ?? [])] : []);
        var parties = deal.PartiesOf(stream.State?.Shipment?.Line);
        var others = await OthersAsync(deal, command.Batch, await located);
        var strays = await StrayUnits.OfAsync(deal, stream.State, await located);
        return await stream.RecordAsync(Decide(command, new(stream.State, await located, await parties, others, strays), deal.Told(command)));
    }

    private static async Task<IReadOnlyList<Batch>> OthersAsync(Deal deal, string batch, IReadOnlyList<UnitAt> located)
    {
        var asked = Arrival.BatchesOf(located).Where(number => number != batch).Select(number => deal.Latest<Batch>(Batch.Key(number))).ToList();
        var others = new List<Batch>();
        foreach (var other in asked)
        {
            others.Add((await other)!);
        }

        return others;
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

        var arrival = Arrival.Of(facts.Batch, command, facts.Located);
        if (arrival.Refusal is { } refusal)
        {
            return refusal;
        }

        return facts.Strays.AreOf(facts.Parties)
            ? Record(facts, command, arrival, told.When)
            : Decision.Refuse(
                LogisticsProblems.UnitElsewhere,
                "Some units that were not advised are of another supplier, or on their way to another customer. Leave them out of this receipt.",
                arrival.NotAdvised);
    }

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
            batch.Number, command.Receipt, order, line, arrival.Missing.Count, arrival.Damaged.Count, arrival.NotAdvised.Count, when));

        // Its own order counts a unit from the moment when it is seen, whichever batch it came with.
        BatchReceivedNotice Of((string Batch, long Units) seen, long? found)
        {
            var own = facts.Others.Single(other => other.Number == seen.Batch).Shipment!;
            return new(seen.Batch, command.Receipt, own.Order, own.OrderLine, seen.Units, when, found, batch.Number);
        }
    }

    private static long? Some(long units) => units == 0 ? null : units;
}
