using Wolverine.Http;

namespace Ledger.Logistics.Returns;

/// <summary>
/// Records what arrived of a return that a carrier brought, as its supplier. Units that were missing, or given up, and come after all are named in another
/// receipt.
/// </summary>
/// <param name="Receipt">The number of the receipt.</param>
/// <param name="Serials">The units that were seen. Omit it when all that are still on their way have arrived.</param>
/// <param name="Final">True when nothing more is expected: units that were sent and not seen become missing. False for a part of the return.</param>
[Allows(Roles.Supplier)]
[Sample("""{"return":"RT-1","receipt":"RR-1","serials":["S1"],"final":false}""")]
public sealed record ReceiveReturn(
    string Return, [property: DocumentNumber] string Receipt, IReadOnlyList<string>? Serials = null, bool Final = true, DateTimeOffset? OccurredAt = null)
    : ICommand;

public sealed class ReceiveReturnValidator : CommandValidator<ReceiveReturn>
{
    public ReceiveReturnValidator()
    {
        RuleFor(c => c.Return).DocumentName();
        RuleFor(c => c.Receipt).Number();
        RuleFor(c => c.Serials).Serials(mayBeEmpty: true);
    }
}

/// <summary>What the receipt of a return is decided on.</summary>
/// <param name="Located">Where the units that were sent are, and those that the receipt names.</param>
/// <param name="Suppliers">Whose they are.</param>
public sealed record ReceiveReturnCase(UnitReturn? Return, IReadOnlyList<UnitAt> Located, IReadOnlyList<string?> Suppliers);

public static class ReceiveReturnEndpoint
{
    [WolverinePost("/books/{book}/returns/receive")]
    public static async Task<Answer> Post(ReceiveReturn command, Deal deal)
    {
        var stream = await deal.Open<UnitReturn>(UnitReturn.Key(command.Return));
        var located = deal.Locate(stream.State?.Product ?? "", [.. stream.State?.Serials.Union(command.Serials ?? []) ?? []]);
        var suppliers = ReturnedUnits.SuppliersAsync(deal, stream.State);
        return await stream.RecordAsync(Decide(command, new(stream.State, await located, await suppliers), deal.Told(command)));
    }

    public static Decision Decide(ReceiveReturn command, ReceiveReturnCase facts, Told told)
    {
        if (SentReturn.Refuse(facts.Return, command.Return, told.By, "receive", facts.Suppliers) is { } refusal)
        {
            return refusal;
        }

        var returned = facts.Return!;
        if (returned.Receipts.Contains(command.Receipt))
        {
            return Decision.Refuse(Problems.AlreadyRecorded, $"Receipt {command.Receipt} of return {command.Return} is already recorded.");
        }

        var located = returned.OnTheirLines(facts.Located);
        var coming = located.Where(unit => unit.Account == Account.OnReturn(command.Return, Condition.Returning)).ToList();
        var seen = command.Serials ?? [.. coming.Select(unit => unit.Serial)];
        if (seen.Count == 0 && !(command.Final && coming.Count > 0))
        {
            return Decision.Refuse(LogisticsProblems.NothingToReceive, $"No unit is on its way with return {command.Return}.");
        }

        if (UnitMoves.NotAt(seen, facts.Located, SentReturn.Accounts(command.Return)) is { Count: > 0 } absent)
        {
            return Decision.Refuse(
                Problems.UnitNotThere,
                $"{absent.Count} of {seen.Count} units are not on their way with return {command.Return}. Leave them out of this receipt: the customer records "
                + "with ReturnUnits what it sent besides.", absent);
        }

        var named = seen.ToHashSet(StringComparer.Ordinal);
        return Decision.Accept(new ReturnReceived(command.Return, command.Receipt, returned.To, command.Final,
        [
            .. UnitMoves.To(Account.AtSite(returned.To, Condition.Returned), located.Where(unit => named.Contains(unit.Serial))),
            .. UnitMoves.To(
                Account.OnReturn(command.Return, Condition.NotReturned), command.Final ? coming.Where(unit => !named.Contains(unit.Serial)) : []),
        ], told.When));
    }
}
