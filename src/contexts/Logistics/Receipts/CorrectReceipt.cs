using Ledger.Contracts.Messages;
using Ledger.Logistics.Batches;
using Wolverine.Http;

namespace Ledger.Logistics.Receipts;

/// <summary>
/// Takes back what receipts say about units that did not arrive: a serial was misread, or another unit was in the box. Possible while nothing else has
/// happened to the units. What a receipt reported as not advised is named with the receipt's batch; if it was shipped with another, with that one.
/// </summary>
/// <param name="Correction">The number of the document.</param>
/// <param name="Serials">The units that were recorded as arrived, and were not seen.</param>
/// <param name="Product">Product of the units, where a receipt reported them among the other products that came with the batch.</param>
[Allows(Roles.Customer)]
[Sample("""{"batch":"B-1","correction":"RC-1","serials":["S1"],"reason":"label misread","product":"acme:B300"}""")]
public sealed record CorrectReceipt(
    string Batch, [property: DocumentNumber] string Correction, IReadOnlyList<string> Serials, string Reason, string? Product = null,
    DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class CorrectReceiptValidator : CommandValidator<CorrectReceipt>
{
    public CorrectReceiptValidator()
    {
        RuleFor(c => c.Batch).DocumentName();
        RuleFor(c => c.Correction).Number();
        RuleFor(c => c.Serials).Serials();
        RuleFor(c => c.Reason).Text();
        RuleFor(c => c.Product).ProductId();
    }
}

/// <summary>What a correction is decided on.</summary>
/// <param name="Customers">Of the agreement that the order draws on, and of those that units came under which were not advised.</param>
/// <param name="Shipped">With which batches the units were shipped or attributed last.</param>
/// <param name="Receipted">Those of the units that a receipt moved, and nothing since.</param>
/// <param name="Last">In which streams the events are that moved the units last.</param>
/// <param name="Waiting">Batches that are not shipped and hold units that are to be back in an inventory.</param>
public sealed record CorrectReceiptCase(
    Batch? Batch, IReadOnlyList<UnitAt> Located, IReadOnlyList<string?> Customers, IReadOnlyList<UnitsOfStream> Shipped,
    IReadOnlyList<string> Receipted, IReadOnlyList<UnitsOfStream> Last, IReadOnlyList<Batch> Waiting)
{
    /// <summary>
    /// Units that a receipt of the batch reported as not advised, and that are as it left them: in quarantine, or not known. What became of others since is no
    /// matter of this batch.
    /// </summary>
    internal IReadOnlyList<Stray> StraysOf(CorrectReceipt command)
    {
        if (Batch is null)
        {
            return [];
        }

        var named = command.Serials.ToHashSet(StringComparer.Ordinal);
        var known = Located.Select(unit => unit.Serial).ToHashSet(StringComparer.Ordinal);
        var left = Last.Where(last => last.Stream == Batches.Batch.Key(Batch.Number)).SelectMany(last => last.Serials)
            .Intersect(Located.Where(unit => unit.Line is null && Account.ConditionOf(unit.Account) == Condition.Quarantined).Select(unit => unit.Serial))
            .ToHashSet(StringComparer.Ordinal);
        return [.. Batch.Strays.Where(stray => stray.Product == (command.Product ?? Batch.Product) && named.Contains(stray.Serial)
            && (stray.From is null ? !known.Contains(stray.Serial) : left.Contains(stray.Serial)))];
    }
}

public static class CorrectReceiptEndpoint
{
    [WolverinePost("/books/{book}/batches/correct-receipt")]
    public static async Task<Answer> Post(CorrectReceipt command, Deal deal)
    {
        var stream = await deal.Open<Batch>(Batch.Key(command.Batch));
        var (batch, product) = (stream.State, command.Product ?? stream.State?.Product ?? "");
        var (located, receipted) = (deal.Locate(product, command.Serials), deal.MovedBy<BatchReceived>(product, command.Serials));
        var (shipped, last) = (deal.LastMoved<BatchShipped, UnitsAttributed>(product, command.Serials), deal.LastStreams(product, command.Serials));
        var facts = new CorrectReceiptCase(batch, await located, [], await shipped, await receipted, await last, []);
        var strays = facts.StraysOf(command);
        var lines = strays.Select(stray => (string?)stray.Line)
            .Concat(strays.Count == command.Serials.Count ? [] : [(batch?.Shipment ?? batch?.VoidedShipment)?.Line]);
        var parties = lines.Distinct().Select(line => deal.PartiesOf(line)).ToList();
        var customers = new List<string?>();
        foreach (var between in parties)
        {
            customers.Add((await between)?.Customer);
        }

        var waiting = await SupplierStock.WaitingAsync(deal, product, [.. strays.Where(WasInInventory).Select(stray => stray.Serial)]);
        return await stream.RecordAsync(Decide(command, facts with { Customers = customers, Waiting = waiting }, deal.Told(command)));
    }

    public static Decision Decide(CorrectReceipt command, CorrectReceiptCase facts, Told told)
    {
        switch (facts.Batch)
        {
            case null:
                return Decision.Refuse(LogisticsProblems.UnknownBatch, $"Batch {command.Batch} does not exist in this book.");
            case { Shipment: null, Strays.Count: 0 }:
                return Decision.Refuse(LogisticsProblems.NotShipped, $"Batch {command.Batch} has not been shipped.");
            case var b when Owner.RefuseUnlessAll(told.By, $"correct receipts of batch {b.Number}", facts.Customers.DefaultIfEmpty()) is { } foreign:
                return foreign;
            case var b when b.Corrections.Contains(command.Correction):
                return Decision.Refuse(Problems.AlreadyRecorded, $"Correction {command.Correction} of batch {command.Batch} is already recorded.");
        }

        var (batch, strays) = (facts.Batch, facts.StraysOf(command));
        var units = command.Serials.Except(strays.Select(stray => stray.Serial)).ToList();
        return RefuseUnits(command, batch, facts, units) is { } refusal
            ? refusal
            : Record(command, batch, facts, units, strays, told.When);
    }

    /// <summary>Units that were shipped with the batch: nothing but a receipt, of it or of another, may have moved them since.</summary>
    private static Refusal? RefuseUnits(CorrectReceipt command, Batch batch, CorrectReceiptCase facts, IReadOnlyList<string> units)
    {
        // A unit that was returned may have been shipped again with another batch, or attributed to an order line, or have come as a stray of another batch.
        var otherwise = batch.Attributed.Where(earlier => earlier.Product == batch.Product).SelectMany(earlier => earlier.Serials)
            .Concat(facts.Located.Where(IsStray).Select(unit => unit.Serial));
        var own = IsOfOthers(command, batch) ? []
            : facts.Shipped.Where(last => last.Stream == Batch.Key(batch.Number)).SelectMany(last => last.Serials).Except(otherwise);
        if (units.Except(own).ToList() is { Count: > 0 } strange)
        {
            var others = facts.Shipped.Where(last => last.Serials.Any(strange.Contains) && last.Stream != Batch.Key(batch.Number))
                .Select(last => last.Stream["batch/".Length..]).Take(5).ToList();
            return new(
                Problems.UnitNotThere,
                $"{strange.Count} of {command.Serials.Count} units were not shipped with batch {batch.Number}, or came with another one since."
                + (others.Count == 0 ? "" : $" Name those of batch {string.Join(", ", others)} with that batch."), strange);
        }

        // Only a receipt makes a unit received: where it still is that, nothing else has happened to it.
        var received = Account.AtSite(batch.Shipment?.To ?? "", Condition.Received);
        return NotLeft(units, facts, unit => unit.Account == received || IsQuarantinedByReceipt(unit, facts)) is { Count: > 0 } absent
            ? new(
                Problems.UnitNotThere,
                $"{absent.Count} of {command.Serials.Count} units are not where a receipt left them. "
                + "Take an inspection of them back with CorrectInspection first. Units that were attributed, built in or sent on were seen: remove them from "
                + "their rack with RemoveUnit, and send them back with ReturnUnits.", absent)
            : null;
    }

    private static List<string> NotLeft(IReadOnlyList<string> serials, CorrectReceiptCase facts, Func<UnitAt, bool> isLeft)
    {
        var left = facts.Located.Where(isLeft).Select(unit => unit.Serial).ToHashSet(StringComparer.Ordinal);
        return [.. serials.Where(serial => !left.Contains(serial))];
    }

    private static bool IsStray(UnitAt unit) => unit.Line is null && Account.ConditionOf(unit.Account) == Condition.Quarantined;

    private static bool IsQuarantinedByReceipt(UnitAt unit, CorrectReceiptCase facts) =>
        Account.ConditionOf(unit.Account) == Condition.Quarantined && facts.Receipted.Contains(unit.Serial);

    private static Decision Record(
        CorrectReceipt command, Batch batch, CorrectReceiptCase facts, IReadOnlyList<string> units, IReadOnlyList<Stray> strays, DateTimeOffset when)
    {
        var at = facts.Located.ToDictionary(unit => unit.Serial, StringComparer.Ordinal);
        var unknown = strays.Where(stray => stray.From is null).ToList();
        Movement[] movements =
        [
            .. UnitMoves.To(batch.HasFinalReceipt ? Account.MissingFrom(batch.Number) : Account.InTransit(batch.Number), units.Select(serial => at[serial])),
            .. strays.Where(stray => stray.From is not null).GroupBy(stray => SupplierStock.BackTo(stray.From!, stray.Serial, facts.Waiting))
                .OrderBy(back => back.Key, StringComparer.Ordinal).SelectMany(back => UnitMoves.To(back.Key, back.Select(stray => at[stray.Serial]))),
        ];
        var otherwise = units.Count(serial => batch.Outstanding.Contains(serial) || batch.Missing.Contains(serial));
        var decision = Decision.Accept(new ReceiptCorrected(
            batch.Number, command.Correction, command.Reason, movements, when, otherwise == 0 ? null : otherwise,
            unknown.Count == 0 ? null : [.. unknown.Select(stray => stray.Serial)],
            unknown.Count == 0 ? null : [.. unknown.Select(stray => stray.Receipt).Distinct()], IsOfOthers(command, batch) ? command.Product : null));
        return units.Count == 0 ? decision : decision.Tell(new ReceiptCorrectedNotice(
            batch.Number, command.Correction, batch.Shipment!.Order, batch.Shipment.OrderLine, units.Count, batch.HasFinalReceipt ? units.Count : 0, when));
    }

    /// <summary>Of another product only strays came with the batch.</summary>
    private static bool IsOfOthers(CorrectReceipt command, Batch batch) => command.Product is { } product && product != batch.Product;

    private static bool WasInInventory(Stray stray) => stray.From is { } from && Account.ConditionOf(from) == Condition.Inventory;
}
