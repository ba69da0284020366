using Ledger.Contracts.Messages;
using Ledger.Logistics.Batches;
using Ledger.Logistics.Shipments;
using Wolverine.Http;

namespace Ledger.Logistics.Returns;

/// <summary>
/// Takes back a return: its units never left, or came back, so they are where they were and count as before. Possible while nothing else has happened to them,
/// none of them is credited, and nothing was shipped in their place. A return of which nothing was sent is withdrawn.
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
/// <param name="Left">Where those of the units are that the return moved last: nothing has happened to them since.</param>
/// <param name="Shipped">On which order lines the units had been shipped.</param>
/// <param name="Lines">Those order lines as they are now, with the units that count as shipped on each.</param>
/// <param name="Owners">
/// Customers of the agreements that the units counted toward; for those that counted toward none, who sent them back. Who asked, where nothing was sent.
/// </param>
public sealed record CancelReturnCase(
    UnitReturn? Return, IReadOnlyList<UnitAt> Left, IReadOnlyList<ShippedOn> Shipped, IReadOnlyList<LineToFill> Lines,
    IReadOnlyList<string?> Owners);

public static class CancelReturnEndpoint
{
    [WolverinePost("/books/{book}/returns/cancel")]
    public static async Task<Answer> Post(CancelReturn command, Deal deal, LedgerSession ledger)
    {
        var stream = await deal.Open<UnitReturn>(UnitReturn.Key(command.Return));
        if (stream.State is not { IsSent: true } returned)
        {
            return await stream.RecordAsync(Decide(command, new(stream.State, [], [], [], [stream.State?.RequestedBy]), deal.Told(command)));
        }

        var named = NamedOf(command, returned);
        var (last, located) = (deal.LastStreams(returned.Product, named), deal.Locate(returned.Product, named));
        var owners = await ReturnedUnits.CustomersAsync(deal, returned);
        var own = (await last).Where(units => units.Stream == stream.Key).SelectMany(units => units.Serials).ToHashSet(StringComparer.Ordinal);
        var left = (await located).Where(unit => own.Contains(unit.Serial)).ToList();
        var counted = returned.Sent.Where(sent => sent.Line is not null).SelectMany(sent => sent.Serials).Intersect(left.Select(unit => unit.Serial)).ToList();
        IReadOnlyList<ShippedOn> shipped = returned.LoweredOrders ? await ShippedOn.OfAsync(deal, returned.Product, counted) : [];
        var lines = await LinesOfAsync(command, shipped, deal, ledger);
        return await stream.RecordAsync(Decide(command, new(returned, left, shipped, lines, owners), deal.Told(command)));
    }

    private static async Task<IReadOnlyList<LineToFill>> LinesOfAsync(
        CancelReturn command, IReadOnlyList<ShippedOn> shipped, Deal deal, LedgerSession ledger)
    {
        var asked = ShippedOn.Returned(shipped).Select(on => (
            On: on, Line: deal.OrderLine(on.Order, on.OrderLine), Shipped: deal.ShippedUnits(on.Order, on.OrderLine),
            Room: deal.RoomMade(on.Order, on.OrderLine, command))).ToList();
        var lines = new List<LineToFill>();
        foreach (var (on, line, units, room) in asked)
        {
            lines.Add(new(await line, await units, await room));
            ledger.ExpectChange(on.Order, on.OrderLine, lines[^1].Line?.Change ?? 0);
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

        if (!returned.IsSent)
        {
            return Withdraw(command, returned, told.When);
        }

        var named = NamedOf(command, returned);
        var on = ShippedOn.Returned(facts.Shipped);
        if ((RefuseUnits(command, facts, named) ?? RefuseLines(returned, on, facts.Lines)) is { } refusal)
        {
            return refusal;
        }

        var reinstated = on.Zip(facts.Lines, (from, now) => new ReinstatedOn(from.Order, from.OrderLine, from.QuantityUnits, now.Line!.OrderedUnits)).ToList();
        var rooms = reinstated.Zip(facts.Lines, (line, now) => now.StepsFor(line.QuantityUnits));
        string[] after =
            [.. rooms.SelectMany(steps => steps).Concat(reinstated.Select(line => Step.Order(line.Order))).Distinct().Order(StringComparer.Ordinal)];
        return Decision.Accept(new ReturnCancelled(
                command.Return, command.Cancellation, command.Reason, MovementsOf(facts, named), told.When, reinstated, after.Length == 0 ? null : after))
            .Tell([.. reinstated.Select(line =>
                new ReturnCancelledNotice(command.Return, command.Cancellation, line.Order, line.OrderLine, line.QuantityUnits, told.When))]);
    }

    /// <summary>The units are where they were all the time.</summary>
    private static Decision Withdraw(CancelReturn command, UnitReturn returned, DateTimeOffset when) => (returned.State, command.Serials) switch
    {
        (ReturnState.Withdrawn, _) => Decision.Refuse(LogisticsProblems.NothingToCancel, $"Return {command.Return} is withdrawn already."),
        (_, not null) => Decision.Refuse(
            Problems.UnitNotThere, $"No unit of return {command.Return} has been sent. Omit the serials to withdraw it as a whole.", command.Serials),
        _ => Decision.Accept(new ReturnWithdrawn(command.Return, command.Cancellation, command.Reason, when)),
    };

    private static Refusal? RefuseUnits(CancelReturn command, CancelReturnCase facts, IReadOnlyList<string> named)
    {
        if (named.Count == 0)
        {
            return new(LogisticsProblems.NothingToCancel, $"Return {command.Return} is cancelled already.");
        }

        return named.Except(facts.Return!.Serials.Intersect(facts.Left.Select(unit => unit.Serial))).ToList() is { Count: > 0 } gone
            ? new(
                Problems.UnitNotThere,
                $"{gone.Count} of {named.Count} units are not where return {command.Return} left them. Name others; what was registered again comes back with "
                + "ShipBatch.", gone)
            : null;
    }

    /// <summary>What is credited, or replaced by other units, does not count a second time.</summary>
    private static Refusal? RefuseLines(
        UnitReturn returned, IReadOnlyList<ReturnedFrom> on, IReadOnlyList<LineToFill> lines)
    {
        foreach (var (from, (line, shipped, _)) in on.Zip(lines))
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
                return line.Status == "confirmed" ? full : new(
                    LogisticsProblems.OrderLineNotOpen,
                    $"Other units took the place of these, and order {from.Order} is closed. These stay returned: once their supplier has them, it registers "
                    + "them with RegisterBatch, and ships them on another order that you place with PlaceOrder.");
            }
        }

        return null;
    }

    /// <summary>From where the units are, which may be several places by now, to where each was.</summary>
    private static IReadOnlyList<Movement> MovementsOf(CancelReturnCase facts, IReadOnlyList<string> named)
    {
        var (back, at) = (named.ToHashSet(StringComparer.Ordinal), facts.Left.ToDictionary(unit => unit.Serial, StringComparer.Ordinal));
        return [.. facts.Return!.Sent.SelectMany(sent => UnitMoves.To(
            sent.From, sent.Serials.Where(back.Contains).Select(serial => at[serial] with { Line = sent.Line })))];
    }

    private static IReadOnlyList<string> NamedOf(CancelReturn command, UnitReturn returned) =>
        command.Serials ?? [.. returned.Serials];
}
