using Ledger.Contracts.Messages;
using Ledger.Logistics.Batches;
using Wolverine.Http;

namespace Ledger.Logistics.Losses;

/// <summary>
/// Gives up units that a final receipt found missing, as the supplier or the customer. Others can then be shipped on the same order line. A unit that turns up
/// later is received into quarantine with ReceiveBatch, or goes back with TakeBackUnits; it counts toward no agreement line.
/// </summary>
/// <param name="WriteOff">The number of the write-off.</param>
/// <param name="Liable">Party of the book that answers for the loss.</param>
/// <param name="Serials">Omit it to give up all missing units of the batch.</param>
/// <param name="Claim">Reference of the claim against the liable party or its insurer.</param>
[Allows(Roles.Supplier | Roles.Customer)]
[Sample("""{"writeOff":"WO-1","batch":"B-1","liable":"CAR","reason":"lost on the way","serials":["S1"],"claim":"CL-1"}""")]
public sealed record WriteOffUnits(
    [property: DocumentNumber] string WriteOff, string Batch, string Liable, string Reason, IReadOnlyList<string>? Serials = null, string? Claim = null,
    DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class WriteOffUnitsValidator : CommandValidator<WriteOffUnits>
{
    public WriteOffUnitsValidator()
    {
        RuleFor(c => c.WriteOff).Number();
        RuleFor(c => c.Batch).DocumentName();
        RuleFor(c => c.Liable).Number();
        RuleFor(c => c.Reason).Text();
        RuleFor(c => c.Serials).Serials();
        RuleFor(c => c.Claim).Text();
    }
}

/// <summary>What a write-off is decided on.</summary>
/// <param name="Located">Where the missing and the named units are.</param>
/// <param name="Parties">Of the agreement that the order draws on; null when the batch is not shipped.</param>
public sealed record WriteOffUnitsCase(Batch? Batch, IReadOnlyList<UnitAt> Located, AgreementParties? Parties, PartyInfo? Liable);

public static class WriteOffUnitsEndpoint
{
    [WolverinePost("/books/{book}/batches/write-off")]
    public static async Task<Answer> Post(WriteOffUnits command, Deal deal)
    {
        var (opened, liable) = (deal.Open<Batch>(Batch.Key(command.Batch)), deal.Party(command.Liable));
        var stream = await opened;
        var located = deal.Locate(stream.State?.Product ?? "", stream.State is { } batch ? [.. batch.Missing.Union(command.Serials ?? [])] : []);
        var parties = deal.PartiesOf((stream.State?.Shipment ?? stream.State?.VoidedShipment)?.Line);
        return await stream.RecordAsync(Decide(command, new(stream.State, await located, await parties, await liable), deal.Told(command)));
    }

    public static Decision Decide(WriteOffUnits command, WriteOffUnitsCase facts, Told told)
    {
        if (Loss.Refuse(facts.Batch, command.Batch, told.By, "write off units of", facts.Parties?.Supplier, facts.Parties?.Customer) is { } refusal)
        {
            return refusal;
        }

        if (facts.Batch!.Shipment is not { } shipment)
        {
            return Decision.Refuse(LogisticsProblems.NothingMissing, $"Batch {command.Batch} has no shipment.");
        }

        var batch = facts.Batch;
        if (batch.WriteOffs.Contains(command.WriteOff))
        {
            return Decision.Refuse(Problems.AlreadyRecorded, $"Write-off {command.WriteOff} of batch {batch.Number} is already recorded.");
        }

        if (facts.Liable is null)
        {
            return Decision.Refuse(Problems.UnknownParty, $"Party {command.Liable} is not in this book. The operator adds parties.");
        }

        var loss = Loss.Of(batch, command.Serials, facts.Located, Account.MissingFrom(batch.Number));
        if (loss.Refusal is not null)
        {
            return loss.Refusal;
        }

        var writtenOff = new UnitsWrittenOff(
            batch.Number, command.WriteOff, shipment.Order, shipment.OrderLine, told.By.IsLedger ? null : told.By.Party, command.Liable, command.Claim,
            command.Reason, UnitMoves.To(Account.WrittenOffFrom(batch.Number), loss.Units), told.When);
        return Decision.Accept(writtenOff)
            .Tell(new UnitsWrittenOffNotice(batch.Number, command.WriteOff, shipment.Order, shipment.OrderLine, loss.Units.Count, told.When));
    }
}
