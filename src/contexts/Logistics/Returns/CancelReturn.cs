using Ledger.Contracts.Messages;
using Ledger.Logistics.Batches;
using Wolverine.Http;

namespace Ledger.Logistics.Returns;

/// <summary>
/// Takes back a return that was a mistake: its units are where they were, and count as before. Possible while nothing else has happened to them, none of them
/// is credited, and nothing was shipped in their place.
/// </summary>
/// <param name="Cancellation">The number of the document.</param>
/// <param name="Serials">Omit it to cancel what is left of the return.</param>
[Allows(Roles.Customer)]
[Sample("""{"cancellation":"CX-1","return":"R-1","reason":"wrong pallet","serials":["S1"]}""")]
public sealed record CancelReturn(
    [property: DocumentNumber] string Cancellation, string Return, string Reason, IReadOnlyList<string>? Serials = null, DateTimeOffset? OccurredAt = null)
    : ICommand;

public sealed class CancelReturnValidator : CommandValidator<CancelReturn>
{
    public CancelReturnValidator()
    {
        RuleFor(c => c.Cancellation).Number();
        RuleFor(c => c.Return).DocumentName();
        RuleFor(c => c.Reason).Text();
        RuleFor(c => c.Serials).Serials();
    }
}

/// <summary>What the cancellation of a return is decided on.</summary>
/// <param name="Left">Those of the units that the return moved last: nothing has happened to them since.</param>
/// <param name="Shipped">On which order lines the units had been shipped.</param>
/// <param name="Lines">Those order lines as they are now, with the units that count as shipped on each.</param>
/// <param name="Owners">Customers of the agreements that the units counted toward; for those that counted toward none, who sent them back.</param>
public sealed record CancelReturnCase(
    UnitReturn? Return, IReadOnlyList<string> Left, IReadOnlyList<ShippedOn> Shipped, IReadOnlyList<(OrderLineInfo? Line, long ShippedUnits)> Lines,
    IReadOnlyList<string?> Owners);

public static class CancelReturnEndpoint
{
    [WolverinePost("/books/{book}/returns/cancel")]
    public static async Task<Answer> Post(CancelReturn command, Deal deal, LedgerSession ledger)
    {
        var stream = await deal.Open<UnitReturn>(UnitReturn.Key(command.Return));
        if (stream.State is not { } returned)
        {
            return await stream.RecordAsync(Decide(command, new(null, [], [], [], []), deal.Told(command)));
        }

        var named = NamedOf(command, returned);
        var (last, moved) = (deal.LastMoved<UnitsReturned>(returned.Product, named), deal.MovedBy<UnitsReturned>(returned.Product, named));
        var parties = returned.Sent.Select(sent => sent.Line).OfType<string>().DistinctBy(AgreementLineKey.AgreementOf)
            .Select(line => deal.PartiesOf(line)).ToList();
        var left = (await last).Where(units => units.Stream == stream.Key).SelectMany(units => units.Serials).Intersect(await moved).ToList();
        var owners = new List<string?>(returned.Sent.Exists(sent => sent.Line is null) ? [returned.SentBy] : []);
        foreach (var party in parties)
        {
            owners.Add((await party)?.Customer);
        }

        var counted = returned.Sent.Where(sent => sent.Line is not null).SelectMany(sent => sent.Serials).Intersect(left).ToList();
        IReadOnlyList<ShippedOn> shipped = returned.LoweredOrders ? await ShippedOn.OfAsync(deal, returned.Product, counted) : [];
        var lines = await LinesOfAsync(shipped, deal, ledger);
        return await stream.RecordAsync(Decide(command, new(returned, left, shipped, lines, owners), deal.Told(command)));
    }

    private static async Task<IReadOnlyList<(OrderLineInfo?, long)>> LinesOfAsync(IReadOnlyList<ShippedOn> shipped, Deal deal, LedgerSession ledger)
    {
        var asked = ShippedOn.Returned(shipped)
            .Select(on => (On: on, Line: deal.OrderLine(on.Order, on.OrderLine), Shipped: deal.ShippedUnits(on.Order, on.OrderLine))).ToList();
        var lines = new List<(OrderLineInfo?, long)>();
        foreach (var (on, line, units) in asked)
        {
            lines.Add((await line, await units));
            ledger.ExpectChange(on.Order, on.OrderLine, lines[^1].Item1?.Change ?? 0);
        }

        return lines;
    }

    public static Decision Decide(CancelReturn command, CancelReturnCase facts, Told told)
    {
        if (facts.Return is not { } returned)
        {
            return Decision.Refuse(LogisticsProblems.UnknownReturn, $"Return {command.Return} does not exist in this book.");
        }

        if (Owner.RefuseUnlessAll(told.By, $"cancel return {command.Return}", facts.Owners) is { } foreign)
        {
            return foreign;
        }

        if (returned.Cancellations.Contains(command.Cancellation))
        {
            return Decision.Refuse(Problems.AlreadyRecorded, $"Cancellation {command.Cancellation} of return {command.Return} is already recorded.");
        }

        var named = NamedOf(command, returned);
        var on = ShippedOn.Returned(facts.Shipped);
        if ((RefuseUnits(command, facts, named) ?? RefuseLines(returned, on, facts.Lines)) is { } refusal)
        {
            return refusal;
        }

        var reinstated = on.Zip(facts.Lines, (from, now) => new ReinstatedOn(from.Order, from.OrderLine, from.QuantityUnits, now.Line!.OrderedUnits)).ToList();
        return Decision.Accept(new ReturnCancelled(command.Return, command.Cancellation, command.Reason, MovementsOf(returned, named), told.When, reinstated))
            .Tell([.. reinstated.Select(line =>
                new ReturnCancelledNotice(command.Return, command.Cancellation, line.Order, line.OrderLine, line.QuantityUnits, told.When))]);
    }

    private static Refusal? RefuseUnits(CancelReturn command, CancelReturnCase facts, IReadOnlyList<string> named)
    {
        if (named.Count == 0)
        {
            return new(LogisticsProblems.NothingToCancel, $"Return {command.Return} is cancelled already.");
        }

        return named.Except(facts.Return!.Sent.SelectMany(sent => sent.Serials).Intersect(facts.Left)).ToList() is { Count: > 0 } gone
            ? new(
                Problems.UnitNotThere,
                $"{gone.Count} of {named.Count} units are not where return {command.Return} left them. Name others; what was registered again comes back with "
                + "ShipBatch.", gone)
            : null;
    }

    /// <summary>What is credited, or replaced by other units, does not count a second time.</summary>
    private static Refusal? RefuseLines(
        UnitReturn returned, IReadOnlyList<ReturnedFrom> on, IReadOnlyList<(OrderLineInfo? Line, long ShippedUnits)> lines)
    {
        foreach (var (from, (line, shipped)) in on.Zip(lines))
        {
            var open = returned.Open.Where(open => (open.Order, open.OrderLine) == (from.Order, from.OrderLine)).Sum(open => open.QuantityUnits);
            if (from.QuantityUnits > open)
            {
                return new(
                    LogisticsProblems.AlreadyCredited,
                    $"{from.QuantityUnits - open} of the units are credited on line {from.OrderLine} of {from.Order}. "
                    + (open == 0 ? "Place another order with PlaceOrder for what is to come again." : $"Name no more than {open} of them."));
            }

            if (line is not { Status: "confirmed" or "closed" })
            {
                return new(
                    LogisticsProblems.OrderLineNotOpen,
                    $"Line {from.OrderLine} of order {from.Order} is {line?.Status ?? "not there"}. "
                    + "Its units stay returned; place another order with PlaceOrder.");
            }

            if (OpenLine.RefuseQuantity(line, from.QuantityUnits, shipped, "the return") is { } full)
            {
                return full;
            }
        }

        return null;
    }

    private static IReadOnlyList<Movement> MovementsOf(UnitReturn returned, IReadOnlyList<string> named)
    {
        var back = named.ToHashSet(StringComparer.Ordinal);
        return [.. returned.Sent.Select(sent => sent with { From = sent.To, To = sent.From, Serials = [.. sent.Serials.Where(back.Contains)] })
            .Where(movement => movement.QuantityUnits > 0)];
    }

    private static IReadOnlyList<string> NamedOf(CancelReturn command, UnitReturn returned) =>
        command.Serials ?? [.. returned.Sent.SelectMany(sent => sent.Serials)];
}
