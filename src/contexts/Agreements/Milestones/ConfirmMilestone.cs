using Ledger.Agreements.Agreements;
using Marten;
using Wolverine.Http;

namespace Ledger.Agreements.Milestones;

/// <summary>Confirms, as the customer, that a milestone is reached; also settles a dispute.</summary>
[Allows(Roles.Customer)]
[Sample("""{"agreement":"SA-1","milestone":"M1","by":"CUS","reference":"R-7"}""")]
public sealed record ConfirmMilestone(
    string Agreement, string Milestone, string By, string? Reference = null, DateTimeOffset? OccurredAt = null) : ICommand, ISettlesMilestone;

public sealed class ConfirmMilestoneValidator : CommandValidator<ConfirmMilestone>
{
    public ConfirmMilestoneValidator()
    {
        RuleFor(c => c.Agreement).DocumentName();
        RuleFor(c => c.Milestone).Number();
        RuleFor(c => c.By).Number();
        RuleFor(c => c.Reference).Text();
    }
}

/// <summary>What a confirmation is decided on.</summary>
/// <param name="Count">Units that count toward the milestone by everything that is recorded; null where the figures have not come so far.</param>
public sealed record ConfirmMilestoneCase(Agreement? Agreement, Fraction? Count);

public static class ConfirmMilestoneEndpoint
{
    [WolverinePost("/books/{book}/agreements/milestones/confirm")]
    public static async Task<Answer> Post(
        ConfirmMilestone command, Deal deal, IQuerySession session, ILineProgress progress, ICatalog catalog, CancellationToken ct)
    {
        // The figures are waited for before the stream is opened: meanwhile orders draw on the agreement, and each draw is an event of it.
        var before = await session.LoadAsync<Agreement>(Agreement.KeyOf(command.Agreement), ct);
        var count = await CountAsync(before, before?.Milestone(command.Milestone), deal.Book, progress, catalog, ct);
        var stream = await deal.Open<Agreement>(Agreement.KeyOf(command.Agreement));
        return await stream.RecordAsync(Decide(command, new(stream.State, count), deal.Told(command)));
    }

    public static Decision Decide(ConfirmMilestone command, ConfirmMilestoneCase facts, Told told) =>
        SettleMilestone.Refuse(command, facts.Agreement, told.By, MilestoneState.Reached, MilestoneState.Disputed) is { } refusal ? refusal
            : facts.Count is not { } count
                ? Decision.Refuse(Problems.PositionNotReached, "The figures do not include everything yet that was recorded. Try again in a moment.")
            : facts.Agreement!.Milestone(command.Milestone)! is var milestone && count < milestone.Quantity
                ? Decision.Refuse(
                    AgreementProblems.MilestoneNotReached, $"{Decimals.Write(count)} units count toward milestone {milestone.Code}, of {milestone.Quantity}.")
            : Decision.Accept(new MilestoneConfirmed(command.Milestone, command.By, command.Reference, told.When));

    /// <summary>
    /// What counts by everything that is recorded: a void may be recorded that the milestone has not been judged by yet. Asked only where it decides anything.
    /// </summary>
    private static async Task<Fraction?> CountAsync(
        Agreement? agreement, Milestone? milestone, string book, ILineProgress progress, ICatalog catalog, CancellationToken ct)
    {
        if (milestone?.State is not (MilestoneState.Reached or MilestoneState.Disputed)
            || await progress.CaughtUpAsync(book, agreement!.Code, ct) is not { } now)
        {
            return null;
        }

        var products = await catalog.ProductsAsync(book, [.. agreement.Lines.Select(l => l.Product).OfType<string>().Distinct()], ct);
        return MilestoneCount.Of(milestone, agreement, now.Balances, products);
    }
}
