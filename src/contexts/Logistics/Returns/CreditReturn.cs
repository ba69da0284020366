using FluentValidation;
using Ledger.Contracts.Messages;
using Ledger.Logistics.Shipments;
using Wolverine.Http;

namespace Ledger.Logistics.Returns;

/// <summary>
/// Credits returned units instead of replacing them, as their supplier: their order line is lowered and they return to the commitment.
/// </summary>
/// <param name="Credit">The number of the credit note.</param>
/// <param name="Quantity">How many of the return's units; omit it to credit all that are not credited yet.</param>
[Allows(Roles.Supplier)]
[Sample("""{"credit":"CR-1","return":"R-1","reason":"out of production","quantity":1}""")]
public sealed record CreditReturn(
    [property: DocumentNumber] string Credit, string Return, string Reason, long? Quantity = null, DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class CreditReturnValidator : CommandValidator<CreditReturn>
{
    public CreditReturnValidator()
    {
        RuleFor(c => c.Credit).Number();
        RuleFor(c => c.Return).DocumentName();
        RuleFor(c => c.Reason).Text();
        RuleFor(c => c.Quantity).InclusiveBetween(1, Rules.QuantityUnitsMax)
            .WithErrorCode("quantity-out-of-range").WithMessage($"Must be 1 to {Rules.QuantityUnitsMax} units.");
    }
}

/// <summary>What a credit is decided on.</summary>
/// <param name="Lines">The order lines that the return is open on, as they are now, with the units that count as shipped on each.</param>
/// <param name="Suppliers">Of their agreements.</param>
public sealed record CreditReturnCase(UnitReturn? Return, IReadOnlyList<LineToFill> Lines, IReadOnlyList<string?> Suppliers);

public static class CreditReturnEndpoint
{
    [WolverinePost("/books/{book}/returns/credit")]
    public static async Task<Answer> Post(CreditReturn command, Deal deal)
    {
        var stream = await deal.Open<UnitReturn>(UnitReturn.Key(command.Return));
        var asked = (stream.State?.Open ?? []).Select(open => (
            Line: deal.OrderLine(open.Order, open.OrderLine), Shipped: deal.ShippedUnits(open.Order, open.OrderLine),
            Room: deal.RoomMade(open.Order, open.OrderLine, command), Parties: deal.PartiesOf(open.AgreementLine))).ToList();
        var (lines, suppliers) = (new List<LineToFill>(), new List<string?>());
        foreach (var (line, shipped, room, parties) in asked)
        {
            lines.Add(new(await line, await shipped, await room));
            suppliers.Add((await parties)?.Supplier);
        }

        return await stream.RecordAsync(Decide(command, new(stream.State, lines, suppliers), deal.Told(command)));
    }

    public static Decision Decide(CreditReturn command, CreditReturnCase facts, Told told)
    {
        if (facts.Return is not { } returned)
        {
            return Decision.Refuse(LogisticsProblems.UnknownReturn, $"Return {command.Return} does not exist in this book.");
        }

        if (Owner.RefuseUnlessAll(told.By, $"credit return {command.Return}", facts.Suppliers) is { } foreign)
        {
            return foreign;
        }

        if (returned.Credits.Contains(command.Credit))
        {
            return Decision.Refuse(Problems.AlreadyRecorded, $"Credit {command.Credit} of return {command.Return} is already recorded.");
        }

        var (credited, after) = Spread(returned, facts.Lines, command.Quantity);
        var units = credited.Sum(on => on.QuantityUnits);
        return units == 0 || units < command.Quantity
            ? Decision.Refuse(
                LogisticsProblems.NothingToCredit,
                $"{units} units of return {command.Return} are neither replaced nor credited yet. Credit no more than that.")
            : Decision.Accept(new ReturnCredited(command.Return, command.Credit, command.Reason, credited, told.When, after.Count == 0 ? null : after))
                .Tell([.. credited.Select(on =>
                    new ReturnCreditedNotice(command.Return, command.Credit, on.Order, on.OrderLine, on.QuantityUnits, told.When))]);
    }

    /// <summary>Line by line, and of each line no more than it has room for: where another unit was shipped already, there is nothing left to credit.</summary>
    /// <returns>What is credited, and the steps that made room for it.</returns>
    private static (IReadOnlyList<CreditedOn> Credited, IReadOnlyList<string> After) Spread(
        UnitReturn returned, IReadOnlyList<LineToFill> lines, long? quantity)
    {
        var (credited, after, left) = (new List<CreditedOn>(), new SortedSet<string>(StringComparer.Ordinal), quantity ?? long.MaxValue);
        foreach (var (open, now) in returned.Open.Zip(lines))
        {
            var (line, shipped, _) = now;
            var room = line is { Status: "confirmed" or "closed" } ? line.OrderedUnits - shipped : 0;
            var units = Math.Min(left, Math.Min(open.QuantityUnits, room));
            if (units > 0)
            {
                credited.Add(new(open.Order, open.OrderLine, units, line!.OrderedUnits));
                after.UnionWith(now.StepsFor(units));
                left -= units;
            }
        }

        return (credited, [.. after]);
    }
}
