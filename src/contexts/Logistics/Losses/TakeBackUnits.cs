using Ledger.Contracts.Messages;
using Ledger.Logistics.Batches;
using Wolverine.Http;

namespace Ledger.Logistics.Losses;

/// <summary>
/// Takes back units that were shipped and never arrived, as their supplier: missing ones that turned up at the sender, a delivery that came back. Others, or
/// the same ones in a new batch, can then be shipped on the same order line.
/// </summary>
/// <param name="TakeBack">The number of the document.</param>
/// <param name="To">Site where the units are now.</param>
/// <param name="Serials">Omit it to take back all missing units of the batch.</param>
[Allows(Roles.Supplier)]
[Sample("""{"takeBack":"TB-1","batch":"B-1","to":"FAB1","reason":"never loaded","serials":["S1"]}""")]
public sealed record TakeBackUnits(
    [property: DocumentNumber] string TakeBack, string Batch, string To, string Reason, IReadOnlyList<string>? Serials = null,
    DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class TakeBackUnitsValidator : CommandValidator<TakeBackUnits>
{
    public TakeBackUnitsValidator()
    {
        RuleFor(c => c.TakeBack).Number();
        RuleFor(c => c.Batch).DocumentName();
        RuleFor(c => c.To).Number();
        RuleFor(c => c.Reason).Text();
        RuleFor(c => c.Serials).Serials();
    }
}

/// <summary>What a take-back is decided on.</summary>
/// <param name="Located">Where the missing and the named units are.</param>
/// <param name="Parties">Of the agreement that the order draws on; null when the batch is not shipped.</param>
public sealed record TakeBackUnitsCase(Batch? Batch, IReadOnlyList<UnitAt> Located, AgreementParties? Parties, SiteInfo? To);

public static class TakeBackUnitsEndpoint
{
    [WolverinePost("/books/{book}/batches/take-back")]
    public static async Task<Answer> Post(TakeBackUnits command, Deal deal)
    {
        var (opened, to) = (deal.Open<Batch>(Batch.Key(command.Batch)), deal.Site(command.To));
        var stream = await opened;
        var located = deal.Locate(stream.State?.Product ?? "", stream.State is { } batch ? [.. batch.Missing.Union(command.Serials ?? [])] : []);
        var parties = deal.PartiesOf((stream.State?.Shipment ?? stream.State?.VoidedShipment)?.Line);
        return await stream.RecordAsync(Decide(command, new(stream.State, await located, await parties, await to), deal.Told(command)));
    }

    public static Decision Decide(TakeBackUnits command, TakeBackUnitsCase facts, Told told)
    {
        if (Loss.Refuse(facts.Batch, command.Batch, told.By, "take back units of", facts.Parties?.Supplier) is { } refusal)
        {
            return refusal;
        }

        // What was given up of a shipment stays so when the rest of it is voided.
        var (batch, shipment) = (facts.Batch!, facts.Batch!.Shipment ?? facts.Batch.VoidedShipment!);
        if (batch.TakeBacks.Contains(command.TakeBack))
        {
            return Decision.Refuse(Problems.AlreadyRecorded, $"Take-back {command.TakeBack} of batch {batch.Number} is already recorded.");
        }

        if (facts.To is null)
        {
            return Decision.Refuse(Problems.UnknownSite, $"Register site {command.To} first.");
        }

        var missing = Account.MissingFrom(batch.Number);
        var loss = Loss.Of(batch, command.Serials, facts.Located, missing, Account.InTransit(batch.Number), Account.WrittenOffFrom(batch.Number));
        if (loss.Refusal is not null)
        {
            return loss.Refusal;
        }

        var movements = UnitMoves.To(Account.AtSite(command.To, Condition.Returned), loss.Units);
        var taken = new UnitsTakenBack(
            batch.Number, command.TakeBack, shipment.Order, shipment.OrderLine, command.To, command.Reason, movements, told.When);
        var decision = Decision.Accept(taken);
        return taken.ShippedUnits == 0 ? decision : decision.Tell(new UnitsTakenBackNotice(
            batch.Number, command.TakeBack, shipment.Order, shipment.OrderLine, taken.ShippedUnits, loss.Units.Count(unit => unit.Account == missing),
            told.When));
    }
}
