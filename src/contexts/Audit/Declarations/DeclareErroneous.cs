using FluentValidation;
using Wolverine.Http;

namespace Ledger.Audit.Declarations;

/// <summary>Declares that a recorded event was wrong. Nothing is edited: later events put it right, and this says so.</summary>
/// <param name="Event">Id of the wrong event, the one in the address.</param>
/// <param name="Reason"><c>did-not-occur</c>, or <c>incorrect-data</c> where it happened otherwise.</param>
/// <param name="CorrectiveEvents">Ids of later events that put it right; needed where the data was incorrect, and where units were moved.</param>
[Allows(RoleSets.Senders)]
[Sample("""{"event":"0199d5a0-0000-7000-8000-000000000001","reason":"did-not-occur","note":"The truck never left."}""")]
public sealed record DeclareErroneous(
    [property: DocumentNumber(IsPartOfSeries = true)] Guid Event, string Reason, IReadOnlyList<Guid>? CorrectiveEvents = null, string? Note = null,
    DateTimeOffset? OccurredAt = null) : ICommand;

public sealed class DeclareErroneousValidator : CommandValidator<DeclareErroneous>
{
    /// <summary>As many as it takes to empty the largest racks unit by unit.</summary>
    public const int CorrectivesMax = 200;

    public DeclareErroneousValidator()
    {
        RuleFor(c => c.Reason).OneOf(ErrorReason.DidNotOccur, ErrorReason.IncorrectData);
        RuleFor(c => c.CorrectiveEvents).Count(0, CorrectivesMax).Distinct(id => id);
        RuleFor(c => c.CorrectiveEvents).Must((command, ids) => command.Reason != ErrorReason.IncorrectData || ids is { Count: > 0 })
            .WithErrorCode("count-out-of-range").WithMessage("Incorrect data is put right by at least one event.");
        RuleFor(c => c.Note).Text();
    }
}

/// <summary>What a declaration is decided on.</summary>
/// <param name="Declaration">What was declared about the event before.</param>
/// <param name="Rule">What the event's context says of its kind; null where nobody says anything.</param>
/// <param name="IsOperators">The operator sends it, who may declare what any party recorded.</param>
public sealed record DeclareErroneousCase(Declaration? Declaration, FoundFacts Found, DeclarationRule? Rule, bool IsOperators);

public static class DeclareErroneousEndpoint
{
    [WolverinePost("/books/{book}/events/{event}/declarations")]
    public static async Task<Answer> Post(
        DeclareErroneous command, Deal deal, LedgerSession ledger, RecordedFacts recorded, DeclarationRules rules, CancellationToken ct)
    {
        var stream = await deal.Open<Declaration>(Declaration.KeyOf(command.Event));
        var found = await recorded.FindAsync(deal.Book, command, ledger.Caller, ct);
        var facts = new DeclareErroneousCase(stream.State, found, rules.Of(found.Case?.Wrong), ledger.Caller?.Is(Roles.Operator) is true);
        var decision = Decide(command, facts, deal.Told(command));
        if (decision.IsAccepted)
        {
            // What was looked at must still be so when it is committed: another fact may be about to rest on the event, or a corrective one about to be declared.
            ledger.Guard(DeclarationSchema.Expect, deal.Book, found.Case!.Wrong.Stream, found.Case.Stream[^1].Version, command.CorrectiveEvents?.ToArray() ?? []);
        }

        return await stream.RecordAsync(decision);
    }

    public static Decision Decide(DeclareErroneous command, DeclareErroneousCase facts, Told told)
    {
        var (declaration, found, rule, isOperators) = facts;
        if (found.Case is not { Wrong: var wrong } @case)
        {
            return Decision.Refuse(DeclarationProblems.UnknownEvent, $"There is no event {command.Event} in this book.");
        }

        // What no party recorded is left to the operator.
        if (!isOperators && Owner.Refuse(told.By, $"declare event {wrong.Id} erroneous", wrong.By ?? OperatorRoom.Party) is { } foreign)
        {
            return foreign;
        }

        if (rule is null)
        {
            return Decision.Refuse(DeclarationProblems.NotDeclarable, $"{wrong.Type} is no fact of the deal. What it says stands.");
        }

        if (declaration is not null)
        {
            return Decision.Refuse(DeclarationProblems.AlreadyDeclared, $"The event {wrong.Id} was declared erroneous before.");
        }

        return (CorrectiveProblem(@case, found) ?? Problem(@case, rule, found.Elsewhere)) is { } refusal
            ? refusal
            : Decision.Accept(new EventDeclaredErroneous(
                wrong.Id, wrong.Type, wrong.Stream, wrong.Version, wrong.Position, command.Reason, [.. @case.Correctives.Select(fact => fact.Id)], command.Note,
                told.When));
    }

    private static Refusal? CorrectiveProblem(DeclarationCase @case, FoundFacts found)
    {
        if (found.Unknown is [var unknown, ..])
        {
            return new(DeclarationProblems.UnknownCorrectiveEvent, $"There is no event {unknown} in this book.");
        }

        if (@case.Correctives.FirstOrDefault(fact => fact.Position <= @case.Wrong.Position) is { } early)
        {
            return new(DeclarationProblems.CorrectiveNotLater, $"{early.Type} {early.Id} was recorded at {early.Position}, the wrong one at {@case.Wrong.Position}.");
        }

        return @case.Correctives.FirstOrDefault(fact => found.Declared.Contains(fact.Id)) is { } declared
            ? new(DeclarationProblems.CorrectiveDeclared, $"{declared.Type} {declared.Id} was declared erroneous itself.")
            : null;
    }

    private static Refusal? Problem(DeclarationCase @case, DeclarationRule rule, string? elsewhere)
    {
        if (rule.Judge is null)
        {
            return new(DeclarationProblems.NotDeclarable, rule.Instead);
        }

        if (MovedBack.Missing(@case.Wrong, @case.Correctives) is [_, ..] away)
        {
            return new(DeclarationProblems.NotMovedBack, $"{away.Count} units are not where they were before. {rule.Instead}", away);
        }

        return (elsewhere ?? rule.Judge(@case)) is { } resting ? new(DeclarationProblems.FactsRestOnIt, $"{resting} {rule.Instead}") : null;
    }
}
