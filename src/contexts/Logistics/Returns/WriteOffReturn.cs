using Wolverine.Http;

namespace Ledger.Logistics.Returns;

/// <summary>
/// Gives up units of a return that did not come to their supplier, as the supplier or the customer. One that turns up later is received with ReceiveReturn, or
/// taken back with CancelReturn if it came to the customer.
/// </summary>
/// <param name="WriteOff">The number of the write-off.</param>
/// <param name="Liable">Party of the book that answers for the loss.</param>
/// <param name="Serials">Omit it to give up all missing units of the return.</param>
/// <param name="Claim">Reference of the claim against the liable party or its insurer.</param>
[Allows(Roles.Supplier | Roles.Customer)]
[Sample("""{"writeOff":"WO-1","return":"RT-1","liable":"CAR","reason":"lost on the way back","serials":["S1"],"claim":"CL-1"}""")]
public sealed record WriteOffReturn(
    [property: DocumentNumber] string WriteOff, string Return, string Liable, string Reason, IReadOnlyList<string>? Serials = null, string? Claim = null,
    DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class WriteOffReturnValidator : CommandValidator<WriteOffReturn>
{
    public WriteOffReturnValidator()
    {
        RuleFor(c => c.WriteOff).Number();
        RuleFor(c => c.Return).DocumentName();
        RuleFor(c => c.Liable).Number();
        RuleFor(c => c.Reason).Text();
        RuleFor(c => c.Serials).Serials();
        RuleFor(c => c.Claim).Text();
    }
}

/// <summary>What the write-off of a return is decided on.</summary>
/// <param name="Located">Where the units that were sent are, and those that it names.</param>
/// <param name="Suppliers">Whose they are; each party that is the supplier, or the customer, of all may give them up.</param>
public sealed record WriteOffReturnCase(
    UnitReturn? Return, IReadOnlyList<UnitAt> Located, IReadOnlyList<string?> Suppliers, IReadOnlyList<string?> Customers, PartyInfo? Liable);

public static class WriteOffReturnEndpoint
{
    [WolverinePost("/books/{book}/returns/write-off")]
    public static async Task<Answer> Post(WriteOffReturn command, Deal deal)
    {
        var (opened, liable) = (deal.Open<UnitReturn>(UnitReturn.Key(command.Return)), deal.Party(command.Liable));
        var stream = await opened;
        var located = deal.Locate(stream.State?.Product ?? "", [.. stream.State?.Serials.Union(command.Serials ?? []) ?? []]);
        var suppliers = await ReturnedUnits.SuppliersAsync(deal, stream.State);
        var customers = await ReturnedUnits.CustomersAsync(deal, stream.State);
        return await stream.RecordAsync(Decide(command, new(stream.State, await located, suppliers, customers, await liable), deal.Told(command)));
    }

    public static Decision Decide(WriteOffReturn command, WriteOffReturnCase facts, Told told)
    {
        // Who is the supplier of all units may, and so may who is the customer of all.
        var isCustomers = facts.Customers.Count > 0 && facts.Customers.All(told.By.Is);
        if (SentReturn.Refuse(facts.Return, command.Return, told.By, "write off units of", isCustomers ? facts.Customers : facts.Suppliers) is { } refusal)
        {
            return refusal;
        }

        if (facts.Return!.WriteOffs.Contains(command.WriteOff))
        {
            return Decision.Refuse(Problems.AlreadyRecorded, $"Write-off {command.WriteOff} of return {command.Return} is already recorded.");
        }

        if (facts.Liable is null)
        {
            return Decision.Refuse(Problems.UnknownParty, $"Party {command.Liable} is not in this book. The operator adds parties.");
        }

        var missing = Account.OnReturn(command.Return, Condition.NotReturned);
        var named = command.Serials ?? [.. facts.Located.Where(unit => unit.Account == missing).Select(unit => unit.Serial)];
        if (named.Count == 0)
        {
            return Decision.Refuse(
                LogisticsProblems.NothingMissing,
                $"No unit of return {command.Return} is missing. A final ReceiveReturn finds missing what it does not see.");
        }

        var given = named.ToHashSet(StringComparer.Ordinal);
        return UnitMoves.NotAt(named, facts.Located, missing) is { Count: > 0 } absent
            ? UnitMoves.Absent(
                absent, facts.Located, account => account == Account.OnReturn(command.Return, Condition.Returning),
                $"{absent.Count} of {named.Count} units are not missing from return {command.Return}.")
            : Decision.Accept(new ReturnWrittenOff(
                command.Return, command.WriteOff, told.By.IsLedger ? null : told.By.Party, command.Liable, command.Claim, command.Reason,
                UnitMoves.To(
                    Account.OnReturn(command.Return, Condition.WrittenOff),
                    facts.Return.OnTheirLines(facts.Located.Where(unit => given.Contains(unit.Serial)))), told.When));
    }
}
